"""Where the frozen application starts."""

from anef_desk.__main__ import main

raise SystemExit(main())
