from __future__ import annotations

import pytest

from briefing.caption import Caption


@pytest.fixture
def caption() -> Caption:
    return Caption(
        title="新收政府信息公开申请，三个区县，2019—2021",
        unit="件",
        source="各区县政府信息公开工作年度报告，第三部分",
        build="v7，2025-03-31",
        caveats=(
            "北河区 2020 年未公布报告，因此图中空缺；这一句写得很长，为的是看它在图上换行之后是否仍然完整无缺，一个字也不少。",
        ),
        filters=("2019—2021 年", "区县"),
    )
