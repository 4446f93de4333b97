"""Run by the Windows Python: print who may do what in a folder, in Windows' short form."""

import sys

import win32security

KINDS = win32security.DACL_SECURITY_INFORMATION
security = win32security.GetFileSecurity(sys.argv[1], KINDS)
print(win32security.ConvertSecurityDescriptorToStringSecurityDescriptor(security, 1, KINDS))
