"""The Excel add-in, built from text: VBA modules, ribbon and help become one file, on any system."""
