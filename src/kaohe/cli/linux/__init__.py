"""What works on Linux desktops without Excel's add-in: icons that files are dropped on, entries of file managers."""
