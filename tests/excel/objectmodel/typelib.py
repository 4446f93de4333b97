"""The extract of Excel's type library as a library that Windows loads: pywin32 makes its classes from it (gen_py).

What Excel's own has and this has not: the types of arguments and of plain values (here all are VARIANTs), and the
interfaces that Kaohe does not touch.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from tests.excel.objectmodel.library import INTERFACES, Member, library

LIBRARY = "00020813-0000-0000-C000-000000000046"

#: Excel's own identifiers where something depends on them: xlwings knows a range by its interface.
_KNOWN = {
    "Range": "00020846-0000-0000-C000-000000000046",
    "Sheets": "000208D7-0000-0000-C000-000000000046",
    "_Application": "000208D5-0000-0000-C000-000000000046",
    "_Workbook": "000208DA-0000-0000-C000-000000000046",
    "_Worksheet": "000208D8-0000-0000-C000-000000000046",
    "Application": "00024500-0000-0000-C000-000000000046",
    "Workbook": "00020819-0000-0000-C000-000000000046",
    "Worksheet": "00020820-0000-0000-C000-000000000046",
}

#: Classes, each with its interface.
CLASSES = {name: f"_{name}" for name in ("Application", "Workbook", "Worksheet")}

_HEAD = """
typedef struct tagVARIANT { long dummy; } VARIANT;
typedef wchar_t *BSTR;
[ object, uuid(00000000-0000-0000-C000-000000000046) ] interface IUnknown { };
[ object, uuid(00020400-0000-0000-C000-000000000046) ] interface IDispatch : IUnknown { };
[ uuid(%s), version(1.9), lcid(0) ]
library Excel
{
    importlib("stdole2.tlb");
"""

#: The members of a collection that ``For Each`` and brackets ask, at the numbers that Automation reserves for them.
_OF_COLLECTIONS = (
    "        [id(0x0), propget] {result} _Default({arguments});\n"
    "        [id(0xfffffffc), propget] IUnknown* _NewEnum();\n"
)
_FIRST_NUMBER = 1000


def identifier(name: str) -> str:
    """Return the identifier of an interface or a class."""
    return _KNOWN.get(name) or str(uuid5(NAMESPACE_URL, f"kaohe-tests:{name}"))


def write_library(target: Path, include: Path) -> None:
    """Write the type library; ``include`` is where Wine keeps ``stdole2.tlb``."""
    source = target.with_suffix(".idl")
    source.write_text("".join(_lines()), encoding="ascii")
    command = ["x86_64-w64-mingw32-widl", "-t", "--win64", "-L", str(include), "-o", str(target), str(source)]
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)


def _lines() -> Iterator[str]:
    yield _HEAD % LIBRARY
    for name in INTERFACES:
        yield f"    dispinterface {CLASSES.get(name, name)};\n"
    for name in CLASSES:
        yield f"    coclass {name};\n"
    for name in INTERFACES:
        interface = CLASSES.get(name, name)
        yield f"    [ uuid({identifier(interface)}) ]\n    dispinterface {interface} {{\n    properties:\n    methods:\n"
        yield from _members(library().members[name])
        yield "    };\n"
    for name, interface in CLASSES.items():
        yield f"    [ uuid({identifier(name)}) ]\n    coclass {name} {{ [default] dispinterface {interface}; }};\n"
    yield "};\n"


def _members(members: dict[str, Member]) -> Iterator[str]:
    item = members.get("Item")
    if item is not None:
        yield _OF_COLLECTIONS.format(result=_kind(item), arguments=_arguments(item))
    for number, member in enumerate(members.values(), _FIRST_NUMBER):
        if member.name[:3] == "Get" and member.name[3:] in members:
            continue  # pywin32's own name for a property with arguments
        declared = f"{_kind(member)} {member.name}({_arguments(member)})"
        if member.is_method and member.name != "Item":
            yield f"        [id({number})] {declared};\n"
            continue
        yield f"        [id({number}), propget] {declared};\n"
        if member.writable is not False and not member.is_method:
            arguments = ", ".join(filter(None, [_arguments(member), "[in] VARIANT rhs"]))
            yield f"        [id({number}), propput] void {member.name}({arguments});\n"


def _kind(member: Member) -> str:
    return f"{member.result}*" if member.result else "VARIANT"


def _arguments(member: Member) -> str:
    return ", ".join(f"[in, optional] VARIANT {name}" for name in member.arguments)
