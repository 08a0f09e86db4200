"""How many values a second are sealed and opened under either suite, and how long an index takes.

HUIFANG_ENV=development python -m bench.bench_sealed
"""

import os
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huifang.settings")

import django

django.setup()

COUNT = 50_000
PLACE = "cases_cadre|id_number|0123456789AB"
TEXTS = {"身份证号": "11010519491231002X", "草稿（2,000字）": "谈到近期牵头的项目。" * 200}


def per_second(act, count: int) -> float:
    began = time.perf_counter()
    for _ in range(count):
        act()
    return count / (time.perf_counter() - began)


def main() -> None:
    from django.test import override_settings

    from columns.keyring import blind_index, seal, unseal

    for suite in ("intl", "gm"):
        with override_settings(CRYPTO_SUITE=suite):
            for name, text in TEXTS.items():
                count = COUNT if len(text) < 100 else COUNT // 10
                value = seal(text, PLACE)
                sealing = per_second(lambda text=text: seal(text, PLACE), count)
                opening = per_second(lambda value=value: unseal(value, PLACE), count)
                print(f"{suite:<5}{name}：加密 {sealing:,.0f} 次/秒，解密 {opening:,.0f} 次/秒")
            indexing = per_second(lambda: blind_index(TEXTS["身份证号"]), COUNT)
            print(f"{suite:<5}查重索引 {indexing:,.0f} 次/秒")


if __name__ == "__main__":
    main()
