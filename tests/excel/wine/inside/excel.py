"""What Excel and VBA do, done with ctypes alone: the library's start call, and IDispatch with raw VARIANTs.

pywin32's client would not do: it sends every error as "argument missing".
"""

import ctypes as c
import datetime as dt

EMPTY, I4, R8, DATE, BSTR, DISPATCH, ERROR, BOOL, VARIANT_KIND, ARRAY = 0, 3, 5, 7, 8, 9, 10, 11, 12, 0x2000


class _Value(c.Union):
    _fields_ = (
        ("long", c.c_int32),
        ("double", c.c_double),
        ("short", c.c_int16),
        ("pointer", c.c_void_p),
        ("room", c.c_byte * 16),
    )


class Variant(c.Structure):
    _anonymous_ = ("value",)
    _fields_ = (("kind", c.c_ushort), ("reserved", c.c_ushort * 3), ("value", _Value))


class Bound(c.Structure):
    _fields_ = (("count", c.c_ulong), ("first", c.c_long))


class Parameters(c.Structure):
    _fields_ = (("values", c.POINTER(Variant)), ("names", c.c_void_p), ("count", c.c_uint), ("named", c.c_uint))


class Trouble(c.Structure):
    _fields_ = (
        ("code", c.c_ushort),
        ("reserved", c.c_ushort),
        ("source", c.c_void_p),
        ("description", c.c_void_p),
        ("help", c.c_void_p),
        ("context", c.c_ulong),
        ("pointer", c.c_void_p),
        ("deferred", c.c_void_p),
        ("result", c.c_long),
    )


ole = c.WinDLL("oleaut32")
ole.SysAllocStringLen.restype = ole.SysAllocStringByteLen.restype = ole.SafeArrayCreate.restype = c.c_void_p
ole.SysAllocStringLen.argtypes = (c.c_wchar_p, c.c_uint)
ole.SysStringLen.argtypes = (c.c_void_p,)
ole.SysAllocStringByteLen.argtypes = (c.c_char_p, c.c_uint)
for name in ("SafeArrayPutElement", "SafeArrayGetElement"):
    getattr(ole, name).argtypes = (c.c_void_p, c.c_void_p, c.c_void_p)
ole.SafeArrayGetDim.argtypes = (c.c_void_p,)
ole.SafeArrayGetUBound.argtypes = ole.SafeArrayGetLBound.argtypes = (c.c_void_p, c.c_uint, c.c_void_p)
c.WinDLL("ole32").CoInitialize(None)

EPOCH = dt.datetime(1899, 12, 30)


def variant(value):
    """Return a value as a cell holds it: a list is a range (rows of cells), {"error": …} and {"date": …} cells."""
    made = Variant()
    if value is None:
        made.kind = EMPTY
    elif isinstance(value, bool):
        made.kind, made.short = BOOL, -value
    elif isinstance(value, float):
        made.kind, made.double = R8, value
    elif isinstance(value, str):
        made.kind, made.pointer = BSTR, ole.SysAllocStringLen(value, len(value.encode("utf-16-le")) // 2)
    elif isinstance(value, list):
        made.kind, made.pointer = ARRAY | VARIANT_KIND, _array(value, 1)
    elif "error" in value:
        made.kind, made.long = ERROR, value["error"]
    else:
        made.kind, made.double = DATE, (dt.datetime.fromisoformat(value["date"]) - EPOCH) / dt.timedelta(days=1)
    return made


def _array(rows, first):
    """Return a range as ``Range.Value2`` gives it (two dimensions, counted from 1)."""
    bounds = (Bound * 2)(Bound(len(rows), first), Bound(len(rows[0]), first))
    array = ole.SafeArrayCreate(VARIANT_KIND, 2, bounds)
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            ole.SafeArrayPutElement(array, (c.c_long * 2)(first + i, first + j), c.byref(variant(value)))
    return array


def vba_array(values):
    """Return what VBA's ``Array(…)`` makes."""
    array = ole.SafeArrayCreate(VARIANT_KIND, 1, (Bound * 1)(Bound(len(values), 0)))
    for index, value in enumerate(values):
        ole.SafeArrayPutElement(array, (c.c_long * 1)(index), c.byref(variant(value)))
    made = Variant()
    made.kind, made.pointer = ARRAY | VARIANT_KIND, array
    return made


def plain(found):
    """Return an answer with its kinds: whole numbers stay apart from doubles; ranges are lists of rows."""
    read = _READERS.get(found.kind)
    return read(found) if read else {"kind": found.kind}


def _text(found):
    return c.wstring_at(found.pointer, ole.SysStringLen(found.pointer)) if found.pointer else ""


def _rows(array):
    ranges = []
    for dimension in range(1, ole.SafeArrayGetDim(array) + 1):
        low, high = c.c_long(), c.c_long()
        ole.SafeArrayGetLBound(array, dimension, c.byref(low))
        ole.SafeArrayGetUBound(array, dimension, c.byref(high))
        ranges.append(range(low.value, high.value + 1))
    return _element(array, ranges, ())


def _element(array, ranges, place):
    if ranges:
        return [_element(array, ranges[1:], (*place, index)) for index in ranges[0]]
    found = Variant()
    ole.SafeArrayGetElement(array, (c.c_long * len(place))(*place), c.byref(found))
    return plain(found)


_READERS = {
    R8: lambda found: found.double,
    I4: lambda found: found.long,
    BSTR: _text,
    BOOL: lambda found: bool(found.short),
    EMPTY: lambda found: None,
    ARRAY | VARIANT_KIND: lambda found: _rows(found.pointer),
}


class Bridge:
    """KaoheBridge: starts the server with the library, and calls it."""

    def __init__(self, library, line):
        self._library = c.WinDLL(library)
        self._line = line
        found = self._activate(1)
        if found.kind != DISPATCH:
            raise RuntimeError(plain(found))
        self._object = found.pointer
        self._names = {}

    def call(self, module, function, arguments):
        """Return the answer of ``CallUDF``, or {"raised": why}."""
        values = (Variant * 3)(vba_array(arguments), variant(function), variant(module))  # last argument first
        result, trouble = Variant(), Trouble()
        parameters = Parameters(c.cast(values, c.POINTER(Variant)), None, 3, 0)
        code = self._method(
            6, c.c_long, c.c_void_p, c.c_ulong, c.c_ushort, c.c_void_p, c.c_void_p, c.c_void_p, c.c_void_p
        )(
            self._object,
            self._number("CallUDF"),
            _GUID,
            0,
            1,
            c.byref(parameters),
            c.byref(result),
            c.byref(trouble),
            None,
        )
        for value in values:
            ole.VariantClear(c.byref(value))
        if code:
            return {"raised": c.wstring_at(trouble.description) if trouble.description else hex(code & 0xFFFFFFFF)}
        answer = plain(result)
        ole.VariantClear(c.byref(result))
        return answer

    def end(self):
        """Let go of the server, and end it."""
        self._method(2)(self._object)
        self._activate(-1)

    def _activate(self, mode):
        found = Variant()
        line = self._line.encode("mbcs")
        self._library.XLPyDLLActivateAuto(c.byref(found), c.c_void_p(ole.SysAllocStringByteLen(line, len(line))), mode)
        return found

    def _number(self, name):
        if name not in self._names:
            number = c.c_long()
            names = (c.c_wchar_p * 1)(name)
            self._method(5, c.c_void_p, c.c_void_p, c.c_uint, c.c_ulong, c.c_void_p)(
                self._object, _GUID, names, 1, 0, c.byref(number)
            )
            self._names[name] = number
        return self._names[name]

    def _method(self, index, *types):
        table = c.cast(self._object, c.POINTER(c.POINTER(c.c_void_p))).contents
        return c.WINFUNCTYPE(c.c_long, c.c_void_p, *types)(table[index])


_GUID = c.byref((c.c_byte * 16)())  # IID_NULL
