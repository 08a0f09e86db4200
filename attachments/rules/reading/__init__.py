"""Reading a stranger's file: only ever within the limited process of child.py."""
