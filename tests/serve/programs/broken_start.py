import a_package_that_is_nowhere  # noqa: F401 - it cannot be
