"""read_file(): hands a file to the limited process and waits for its answer."""

import json
import subprocess
import sys
from pathlib import Path

from intake.rules.reading.child import TOO_MUCH
from intake.rules.reading.limits import CHILD_WALL_SECONDS, MAX_FILE_BYTES, MB, Unreadable
from intake.rules.reading.sheets import Sheet
from intake.rules.reading.zipguard import DAMAGED

HOME = Path(__file__).resolve().parents[3]
COMMAND = (sys.executable, "-E", "-s", "-m", "intake.rules.reading.child")


def read_file(data: bytes, name: str) -> list[Sheet]:
    """Raises Unreadable with a sentence; whatever the file does, this process goes on."""
    if len(data) > MAX_FILE_BYTES:
        raise Unreadable(
            f"文件 {len(data) / MB:.1f} MB，超过 10 MB 上限。请删去图片和无关工作表后再上传。"
        )
    try:
        done = subprocess.run(  # noqa: S603 (our own module; the name is one argument)
            [*COMMAND, name],
            input=data,
            capture_output=True,
            timeout=CHILD_WALL_SECONDS,
            cwd=HOME,
            env={"LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("读取文件用时过长，已停止。请新建工作簿，只粘贴需要的数据。") from None
    if done.returncode < 0:
        raise Unreadable(TOO_MUCH)
    if done.returncode:
        raise Unreadable(DAMAGED)
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise Unreadable(answer["error"])
    return [Sheet(**sheet) for sheet in answer["sheets"]]
