"""Is the Windows Python what its publisher signed?  Authenticode, checked without Windows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from kaohe.core.problem import FileProblem

_NO_LIEF = "缺少检查数字签名的 lief，没有检查就不能打包。请运行“pip install 'kaohe[bundle]'”后再试。"
_NOT_SIGNED = "“{name}”不是 Python 软件基金会签名的原件，已停止打包。请删除下载缓存后再试。"

if TYPE_CHECKING:
    import lief

PUBLISHER = "CN=Python Software Foundation"

#: SHA-256 of the root certificates that Windows trusts for programs and that CPython's builds go back to.
_ROOTS = {
    # Microsoft Identity Verification Root Certificate Authority 2020
    "5367f20c7ade0e2bca790915056d086b720c33c1fa2a2661acf787e3292e1270",
    # DigiCert Trusted Root G4: the libraries that are built less often
    "552f7bdcf1a7af9e6ce672017f4f12abf77240c78e761ac203d1d9d20ac89988",
}

#: Microsoft's own run-time library, which CPython's build passes on; its digest is pinned with the package.
_FOREIGN = "vcruntime"
_PROGRAMS = (".exe", ".dll", ".pyd")


def require_publisher(files: Mapping[str, bytes]) -> None:
    """Check every program among the files of CPython's build.

    Raises:
        FileProblem: The checking library is missing, or a file is not as the Python Software Foundation signed it.
    """
    try:
        import lief
    except ImportError:
        raise FileProblem(_NO_LIEF) from None
    lief.logging.disable()
    programs = [name for name in files if name.endswith(_PROGRAMS) and _FOREIGN not in name]
    if not any(name.endswith("pythonw.exe") for name in programs):
        raise FileProblem(_NOT_SIGNED.format(name="pythonw.exe"))
    for name in programs:
        if not _is_signed(files[name]):
            raise FileProblem(_NOT_SIGNED.format(name=name))


def _is_signed(content: bytes) -> bool:
    import lief

    program = lief.PE.parse(list(content))
    # The digest over the file, and the signature over the digest, by the certificate that comes with it.
    if program is None or program.verify_signature() != lief.PE.Signature.VERIFICATION_FLAGS.OK:
        return False
    signature = program.signatures[0]
    signer = signature.signers[0].cert
    return (
        signer is not None and str(signer.subject).endswith(PUBLISHER) and _reaches_root(signer, signature.certificates)
    )


def _reaches_root(certificate: lief.PE.x509, others: Iterable[lief.PE.x509]) -> bool:
    """Follow the issuers' signatures up to a root certificate."""
    issuers = {other.subject: other for other in others}
    for _ in range(len(issuers)):
        if sha256(bytes(certificate.raw)).hexdigest() in _ROOTS:
            return True
        issuer = issuers.get(certificate.issuer)
        if issuer is None or not _signed(issuer, certificate):
            return False
        certificate = issuer
    return False


def _signed(issuer: lief.PE.x509, certificate: lief.PE.x509) -> bool:
    """Say whether ``issuer`` signed ``certificate``; that either has expired since does not matter here.

    The signer's certificates live for three days: a time stamp says that they were used in time, and the
    pinned digest of the whole package that nobody exchanged the file since.
    """
    import lief

    flags = lief.PE.x509.VERIFICATION_FLAGS
    return certificate.is_trusted_by([issuer]) in (flags.OK, flags.BADCERT_EXPIRED)
