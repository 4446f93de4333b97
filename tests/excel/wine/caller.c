/* A program that starts the function server as the VBA bridge does, and puts calls to it: for 32 bits, which this
   machine has no Python of.

   caller.exe LIBRARY LINE CALLS    LINE is a file with the start line, CALLS one with the calls (see wow64.py):
     call MODULE FUNCTION COUNT, then as many values, each on a line:
     -          blank                    b 0|1      truth value        n 1.5   number
     s HEX      text, in UTF-16          e NUMBER   error              d 1.5   date, in days
     r ROWS COLUMNS, then that many values: a range

   Writes the width of its pointers, then the answers as JSON, one a line: doubles have a decimal point, errors none. */

#define COBJMACROS
#include <ole2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef HRESULT(WINAPI *Activate)(VARIANT *, const char *, int);

static void fail(const char *why) {
    fprintf(stderr, "%s (%lu)\n", why, GetLastError());
    exit(1);
}

static char *content(const char *name) {
    FILE *file = fopen(name, "rb");
    if (!file) fail(name);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = calloc(size + 1, 1);
    fread(text, 1, size, file);
    fclose(file);
    return text;
}

/* -- what goes in */

static char *rest;

static char *next_line(void) {
    char *line = rest;
    if (!*line) return NULL;
    char *end = strchr(line, '\n');
    *end = 0;
    rest = end + 1;
    return line;
}

static BSTR text_of(const char *hex) {
    UINT length = strlen(hex) / 4, i;
    BSTR text = SysAllocStringLen(NULL, length);
    for (i = 0; i < length; i++) {
        unsigned low, high;
        sscanf(hex + 4 * i, "%2x%2x", &low, &high);
        text[i] = (WCHAR)(low | high << 8);
    }
    return text;
}

static BSTR wide(const char *ascii) {
    BSTR text = SysAllocStringLen(NULL, strlen(ascii));
    for (UINT i = 0; i < SysStringLen(text); i++) text[i] = (WCHAR)ascii[i];
    return text;
}

static void read_value(VARIANT *value) {
    char *line = next_line();
    VariantInit(value);
    switch (line[0]) {
    case '-': break;
    case 'b': V_VT(value) = VT_BOOL; V_BOOL(value) = line[2] == '1' ? VARIANT_TRUE : VARIANT_FALSE; break;
    case 'n': V_VT(value) = VT_R8; V_R8(value) = strtod(line + 2, NULL); break;
    case 'd': V_VT(value) = VT_DATE; V_DATE(value) = strtod(line + 2, NULL); break;
    case 'e': V_VT(value) = VT_ERROR; V_ERROR(value) = atol(line + 2); break;
    case 's': V_VT(value) = VT_BSTR; V_BSTR(value) = text_of(line + 2); break;
    case 'r': {
        LONG rows, columns, place[2];
        sscanf(line + 2, "%ld %ld", &rows, &columns);
        SAFEARRAYBOUND bounds[2] = {{rows, 1}, {columns, 1}};
        V_VT(value) = VT_ARRAY | VT_VARIANT;
        V_ARRAY(value) = SafeArrayCreate(VT_VARIANT, 2, bounds);
        for (place[0] = 1; place[0] <= rows; place[0]++)
            for (place[1] = 1; place[1] <= columns; place[1]++) {
                VARIANT cell;
                read_value(&cell);
                SafeArrayPutElement(V_ARRAY(value), place, &cell);
                VariantClear(&cell);
            }
        break;
    }
    default: fail(line);
    }
}

/* -- what comes out */

static void write_text(BSTR text) {
    putchar('"');
    for (UINT i = 0; i < SysStringLen(text); i++) printf("\\u%04x", text[i]);
    putchar('"');
}

static void write_value(VARIANT *value);

static void write_rows(SAFEARRAY *array, UINT dimension, LONG *place) {
    if (dimension == SafeArrayGetDim(array)) {
        VARIANT cell;
        VariantInit(&cell);
        SafeArrayGetElement(array, place, &cell);
        write_value(&cell);
        VariantClear(&cell);
        return;
    }
    LONG low, high;
    SafeArrayGetLBound(array, dimension + 1, &low);
    SafeArrayGetUBound(array, dimension + 1, &high);
    putchar('[');
    for (place[dimension] = low; place[dimension] <= high; place[dimension]++) {
        if (place[dimension] > low) putchar(',');
        write_rows(array, dimension + 1, place);
    }
    putchar(']');
}

static void write_value(VARIANT *value) {
    LONG place[2];
    char number[40];
    switch (V_VT(value)) {
    case VT_EMPTY: printf("null"); break;
    case VT_BOOL: printf(V_BOOL(value) ? "true" : "false"); break;
    case VT_I4: printf("%ld", V_I4(value)); break;
    case VT_R8:
        sprintf(number, "%.17g", V_R8(value));
        printf("%s%s", number, strpbrk(number, ".e") ? "" : ".0");
        break;
    case VT_BSTR: write_text(V_BSTR(value)); break;
    case VT_ARRAY | VT_VARIANT: write_rows(V_ARRAY(value), 0, place); break;
    default: printf("{\"kind\": %d}", V_VT(value));
    }
}

static void call(IDispatch *server, DISPID member, char *line) {
    char module[200], function[200];
    VARIANT given[3], answer; /* the last argument first */
    EXCEPINFO trouble = {0};
    LONG count, i;
    sscanf(line, "call %199s %199s %ld", module, function, &count);
    SAFEARRAYBOUND bound = {count, 0};
    V_VT(&given[0]) = VT_ARRAY | VT_VARIANT;
    V_ARRAY(&given[0]) = SafeArrayCreate(VT_VARIANT, 1, &bound);
    for (i = 0; i < count; i++) {
        VARIANT value;
        read_value(&value);
        SafeArrayPutElement(V_ARRAY(&given[0]), &i, &value);
        VariantClear(&value);
    }
    V_VT(&given[1]) = V_VT(&given[2]) = VT_BSTR;
    V_BSTR(&given[1]) = wide(function);
    V_BSTR(&given[2]) = wide(module);
    DISPPARAMS parameters = {given, NULL, 3, 0};
    VariantInit(&answer);
    HRESULT code =
        IDispatch_Invoke(server, member, &IID_NULL, 0, DISPATCH_METHOD, &parameters, &answer, &trouble, NULL);
    if (code) {
        printf("{\"raised\": ");
        write_text(trouble.bstrDescription);
        printf(", \"code\": %ld}", code);
    } else
        write_value(&answer);
    putchar('\n');
    VariantClear(&answer);
    for (i = 0; i < 3; i++) VariantClear(&given[i]);
}

int main(int count, char **arguments) {
    if (count != 4) fail("three arguments are needed");
    OleInitialize(NULL);
    HMODULE library = LoadLibraryA(arguments[1]);
    if (!library) fail("the library can't be loaded");
    Activate activate = (Activate)(void *)GetProcAddress(library, "XLPyDLLActivateAuto");
    char *line = content(arguments[2]);
    VARIANT server;
    VariantInit(&server);
    HRESULT code = activate(&server, (char *)SysAllocStringByteLen(line, strlen(line)), 1);
    printf("%d\n", (int)(8 * sizeof(void *)));
    if (V_VT(&server) != VT_DISPATCH) {
        write_value(&server);
        fprintf(stderr, "the server did not start: %lx\n", code);
        return 1;
    }
    DISPID member;
    LPOLESTR name = L"CallUDF";
    if (IDispatch_GetIDsOfNames(V_DISPATCH(&server), &IID_NULL, &name, 1, 0, &member)) fail("no CallUDF");
    rest = content(arguments[3]);
    while ((line = next_line())) call(V_DISPATCH(&server), member, line);
    IDispatch_Release(V_DISPATCH(&server));
    line = content(arguments[2]);
    VariantInit(&server);
    activate(&server, (char *)SysAllocStringByteLen(line, strlen(line)), -1);
    return 0;
}
