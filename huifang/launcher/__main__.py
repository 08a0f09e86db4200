"""./start after the environment stands: serve the program, or run one management command."""

import argparse
import signal
import socket
import sys

from huifang.launcher.binaries import Missing
from huifang.launcher.home import Exposed, Home
from huifang.launcher.manage import manage
from huifang.launcher.processes import STOP_SIGNALS
from huifang.launcher.services import ServiceFailed
from huifang.launcher.serving import serve
from huifang.launcher.supervisor import Broken, Stopped


def parse(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./start", add_help=False)
    parser.add_argument("--empty", action="store_true")
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--reset", action="store_true")
    parser.add_argument("--yes", action="store_true")
    parser.add_argument("--office", default="")
    parser.add_argument("--account", default="")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    options, rest = parser.parse_known_args(words)
    if rest:
        raise Broken(f"不认识的参数：{' '.join(rest)}。用法见 ./start --help。")
    return options


def check_port(host: str, port: int) -> None:
    """Said before anything is started, not by a dead web process afterwards."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except PermissionError:
            raise Broken(
                f"没有权限使用端口 {port}。请用 1024 以上的端口，例如：./start --port 8000"
            ) from None
        except (OSError, OverflowError) as fault:
            raise Broken(
                f"不能使用 {host} 的端口 {port}（{fault}），可能已被其他程序占用。"
                f"请换一个，例如：./start --port {port % 60000 + 1}"
            ) from None


def main(words: list[str]) -> int:
    home = Home()
    if words[:1] == ["manage"]:
        return manage(home, words[1:])
    options = parse(words)
    if not home.take():
        running = home.recall("running")
        address = running.get("address", "") if isinstance(running, dict) else ""
        raise Broken(f"系统已经在运行：{address}。要停止它，请在它的窗口按 Ctrl-C。")
    check_port(options.host, options.port)
    return serve(home, options)


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)  # read by sigtimedwait, never lost
    try:
        sys.exit(main(sys.argv[1:]))
    except Stopped:
        print("\n系统已停止。")
        sys.exit(0)
    except (Broken, Exposed, Missing, ServiceFailed) as fault:
        print(f"\n{fault}", file=sys.stderr)
        sys.exit(1)
    except OSError as fault:
        # For example a full disk or a folder that belongs to somebody else.
        print(f"\n启动没有成功：{fault.strerror}（{fault.filename or ''}）", file=sys.stderr)
        sys.exit(1)
