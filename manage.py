#!/usr/bin/env python
"""Django's command line for Parvis; installed as ``parvis``."""

from parvis.config.cli import main

if __name__ == "__main__":
    main()
