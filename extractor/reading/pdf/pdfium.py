"""PDFium's functions that the PDF reader calls, from the library that pypdfium2 brings, and the constants it needs of them.

    from extractor.reading.pdf import pdfium
    pdfium.FPDFPage_CountObjects(page.raw)

The bindings of pypdfium2 declare every function of PDFium, and its helpers bring logging and an argument parser: to import them takes
longer than to read the page that a plan mostly is. Here the library is loaded and initialised at its first use, once a process, and stays
loaded until that ends; a function is declared when it is first asked for. That the declarations and constants are those of pypdfium2's
bindings is what a test looks after. Handles are addresses (int); where one is wanted, an object of those bindings does too.

Where the library is not in its place beside the bindings (a build of pypdfium2 that takes the system's) it is the one that they load.
Raises ImportError where pypdfium2 is missing or broken. PDFium serves one thread at a time.
"""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache
from importlib.util import find_spec
from typing import Any

FPDF_ERR_PASSWORD = 4
FORMTYPE_NONE = 0
FPDF_PAGEOBJ_TEXT, FPDF_PAGEOBJ_PATH, FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_FORM = 1, 2, 3, 5
FPDF_SEGMENT_BEZIERTO, FPDF_SEGMENT_MOVETO = 1, 2
FPDF_TEXTRENDERMODE_INVISIBLE, FPDF_TEXTRENDERMODE_CLIP = 3, 7
FPDF_FORMFIELD_COMBOBOX, FPDF_FORMFIELD_LISTBOX, FPDF_FORMFIELD_TEXTFIELD = 4, 5, 6
FPDF_ANNOT_APPEARANCEMODE_NORMAL = 0
FLAT_NORMALDISPLAY, FLATTEN_SUCCESS = 0, 1
FPDFBitmap_Gray, FPDFBitmap_BGR = 1, 2
FPDF_ANNOT, FPDF_GRAYSCALE, FPDF_REVERSE_BYTE_ORDER = 0x01, 0x08, 0x10


class FS_RECTF(ctypes.Structure):
    """A rectangle of PDFium, in points from the bottom left."""

    _fields_ = (("left", ctypes.c_float), ("top", ctypes.c_float), ("right", ctypes.c_float), ("bottom", ctypes.c_float))


class _Config(ctypes.Structure):
    """How the library is initialised: the second version of FPDF_LIBRARY_CONFIG."""

    _fields_ = (("version", ctypes.c_int), ("fonts", ctypes.c_void_p), ("isolate", ctypes.c_void_p), ("slot", ctypes.c_uint))


_NOTHING, _INT, _FLOAT, _LONG, _SIZE = None, ctypes.c_int, ctypes.c_float, ctypes.c_ulong, ctypes.c_size_t
_ANY = ctypes.c_void_p  # a handle, or memory that is read or written
_BYTES = ctypes.c_char_p

# By name: the result, then the arguments.
FUNCTIONS: dict[str, tuple[Any, ...]] = {
    "FPDF_LoadMemDocument64": (_ANY, _ANY, _SIZE, _BYTES),
    "FPDF_CloseDocument": (_NOTHING, _ANY),
    "FPDF_GetLastError": (_LONG,),
    "FPDF_GetPageCount": (_INT, _ANY),
    "FPDF_GetFormType": (_INT, _ANY),
    "FPDF_VIEWERREF_GetName": (_LONG, _ANY, _BYTES, _ANY, _LONG),
    "FPDFDoc_GetAttachmentCount": (_INT, _ANY),
    "FPDFDoc_GetAttachment": (_ANY, _ANY, _INT),
    "FPDFAttachment_GetName": (_LONG, _ANY, _ANY, _LONG),
    "FPDF_LoadPage": (_ANY, _ANY, _INT),
    "FPDF_ClosePage": (_NOTHING, _ANY),
    "FPDF_GetPageWidthF": (_FLOAT, _ANY),
    "FPDF_GetPageHeightF": (_FLOAT, _ANY),
    "FPDF_GetPageBoundingBox": (_INT, _ANY, _ANY),
    "FPDFPage_GetRotation": (_INT, _ANY),
    "FPDFPage_Flatten": (_INT, _ANY, _INT),
    "FPDFPage_CountObjects": (_INT, _ANY),
    "FPDFFormObj_CountObjects": (_INT, _ANY),
    "FPDFPageObj_HasTransparency": (_INT, _ANY),
    "FPDFImageObj_GetImagePixelSize": (_INT, _ANY, _ANY, _ANY),
    "FPDFText_LoadPage": (_ANY, _ANY),
    "FPDFText_ClosePage": (_NOTHING, _ANY),
    "FPDFText_CountChars": (_INT, _ANY),
    "FPDFText_GetText": (_INT, _ANY, _INT, _INT, _ANY),
    "FPDFText_GetTextIndexFromCharIndex": (_INT, _ANY, _INT),
    "FPDFFont_GetBaseFontName": (_SIZE, _ANY, _ANY, _SIZE),
    "FPDFPage_GetAnnotCount": (_INT, _ANY),
    "FPDFPage_GetAnnot": (_ANY, _ANY, _INT),
    "FPDFPage_CloseAnnot": (_NOTHING, _ANY),
    "FPDFAnnot_GetFlags": (_INT, _ANY),
    "FPDFAnnot_GetRect": (_INT, _ANY, _ANY),
    "FPDFAnnot_GetAP": (_LONG, _ANY, _INT, _ANY, _LONG),
    "FPDFAnnot_GetFormFieldType": (_INT, _ANY, _ANY),
    "FPDFAnnot_GetFormFieldFlags": (_INT, _ANY, _ANY),
    "FPDFAnnot_GetFormFieldValue": (_LONG, _ANY, _ANY, _ANY, _LONG),
    "FPDFDOC_InitFormFillEnvironment": (_ANY, _ANY, _ANY),
    "FPDFDOC_ExitFormFillEnvironment": (_NOTHING, _ANY),
    "FPDFBitmap_CreateEx": (_ANY, _INT, _INT, _INT, _ANY, _INT),
    "FPDFBitmap_FillRect": (_INT, _ANY, _INT, _INT, _INT, _INT, _LONG),
    "FPDFBitmap_Destroy": (_NOTHING, _ANY),
    "FPDF_RenderPageBitmap": (_NOTHING, _ANY, _ANY, _INT, _INT, _INT, _INT, _INT, _INT),
}


def __getattr__(name: str) -> Any:
    """The function of a name, declared, and from then on an attribute of the module."""
    if name not in FUNCTIONS:
        raise AttributeError(f"module {__name__!r} declares no {name!r}")
    function = getattr(library(), name)
    function.restype, *arguments = FUNCTIONS[name]
    function.argtypes = tuple(arguments)
    globals()[name] = function
    return function


@cache
def library() -> ctypes.CDLL:
    """PDFium, initialised. Its functions are declared for this module alone: others that load it declare their own."""
    loaded = _loaded()
    start = ctypes.CFUNCTYPE(None, ctypes.POINTER(_Config))(("FPDF_InitLibraryWithConfig", loaded))
    config = _Config(version=2)
    start(ctypes.byref(config))  # does nothing where another has initialised it
    return loaded


def _loaded() -> ctypes.CDLL:
    found = find_spec("pypdfium2_raw")
    for folder in (found.submodule_search_locations or ()) if found else ():
        path = os.path.join(folder, _FILE)
        if os.path.isfile(path):
            return ctypes.CDLL(path)
    from pypdfium2_raw import bindings

    theirs: ctypes.CDLL = bindings._libs["pdfium"]
    return type(theirs)(theirs._name)


_FILE = {"win32": "pdfium.dll", "darwin": "libpdfium.dylib"}.get(sys.platform, "libpdfium.so")
