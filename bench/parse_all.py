"""Every page of several courses, cold, in one process: processor time, as a ratio to `jekyll build` of the same courses.

    python bench/parse_all.py FOLDER_OF_JEKYLL_SITES [--runs 5]

Jekyll builds copies under a bare layout and without the courses' plugins (citations are stubs there, which favours Jekyll).
Without `jekyll` on the path only our own time is printed.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

OURS = """
import sys
from pathlib import Path
from tui_course.sources.open import open_course
pages = 0
for name in sys.argv[1:]:
    course = open_course(Path(name))
    for page in course.course.pages:
        course.page(page.id)
        pages += 1
print(pages)
"""
STUBS = """
class Stub < Liquid::Tag
  def render(context) = ""
end
%w[cite bibliography seo feed_meta].each { |name| Liquid::Template.register_tag(name, Stub) }
"""
PLUGINS = ("plugins", "gems", "whitelist", "theme", "remote_theme")


def cpu(command: list[str], cwd: Path | None = None) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C.UTF-8"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def prepare(site: Path, copy: Path) -> None:
    shutil.copytree(site, copy)
    settings: dict[str, object] = {}
    for path in sorted(copy.glob("_config*.yml")):
        settings |= yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    kept = {name: value for name, value in settings.items() if name not in PLUGINS}
    (copy / "_bench.yml").write_text(yaml.safe_dump(kept), encoding="utf-8")
    (copy / "_layouts").mkdir(exist_ok=True)
    for name in ("single", "default", "page"):
        (copy / "_layouts" / f"{name}.html").write_text("{{ content }}", encoding="utf-8")
    (copy / "_plugins").mkdir(exist_ok=True)
    (copy / "_plugins" / "stubs.rb").write_text(STUBS, encoding="utf-8")


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("folder", type=Path)
    found.add_argument("--runs", type=int, default=5)
    return found


def measure(options: argparse.Namespace) -> dict[str, list[float]]:
    sites = sorted(path for path in options.folder.iterdir() if (path / "_config.yml").is_file())
    jekyll = shutil.which("jekyll")
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder) / site.name for site in sites]
        for site, copy in zip(sites, copies, strict=True) if jekyll else ():
            prepare(site, copy)
        for number in range(options.runs + 1):
            # Not the sources of the folder where this is started: their bytecode may not have been kept.
            own = cpu([sys.executable, "-P", "-c", OURS, *map(str, sites)])
            other = 0.0
            for copy in copies if jekyll else ():
                shutil.rmtree(copy / ".jekyll-cache", ignore_errors=True)
                other += cpu(["jekyll", "build", "-q", "--config", "_bench.yml", "-d", "_site"], copy)
            if number:
                ours.append(own)
                theirs.append(other)
    print(f"tui-course    {statistics.median(ours):.2f} s of processor time  ({min(ours):.2f} to {max(ours):.2f})")
    if jekyll:
        ratio = statistics.median(own / other for own, other in zip(ours, theirs, strict=True))
        print(f"jekyll build  {statistics.median(theirs):.2f} s  ({min(theirs):.2f} to {max(theirs):.2f})")
        print(f"ratio         {ratio:.3f} (median of the pairs)")
    return {"ours": ours, "jekyll": theirs if jekyll else []}


if __name__ == "__main__":
    measure(parser().parse_args())
