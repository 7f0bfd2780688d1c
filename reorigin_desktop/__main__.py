"""`reorigin` and `python -m reorigin_desktop`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from reorigin_desktop import cli


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; Qt is imported only if a window is to open."""

    def open_window(request: cli.WindowRequest) -> int:
        from reorigin_desktop import app

        return app.main(
            request.data_dir,
            session=request.session,
            values=dict(request.values),
            start_s=request.start_s,
            silent=request.silent,
        )

    return cli.main(argv, open_window)


if __name__ == "__main__":
    sys.exit(main())
