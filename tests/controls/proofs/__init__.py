"""Every check with its switch, by control."""

from tests.controls.ground import Proof
from tests.controls.proofs import data, files, inputs, operation, record, rights, signing, workflow

PROOFS: tuple[Proof, ...] = (
    *signing.PROOFS,
    *rights.PROOFS,
    *inputs.PROOFS,
    *files.PROOFS,
    *data.PROOFS,
    *record.PROOFS,
    *workflow.PROOFS,
    *operation.PROOFS,
)
