`touch /tmp/never`
