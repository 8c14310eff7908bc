"""What Word and PowerPoint files hold, read by other means than they are written."""

import io
import shutil
import subprocess
import zipfile

import openpyxl
from lxml import etree
from openxml_audit import OpenXmlValidator

from briefing.content import Drawing, Figures
from charts.text import figure

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SOFFICE = shutil.which("soffice")


def mistakes(file, folder, name):
    """What a checker of the schema of Office Open XML finds."""
    path = folder / name
    path.write_bytes(file)
    return [f"{each.part_uri}: {each.description}" for each in OpenXmlValidator().validate(path).errors]


def parts(file):
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return {name: package.read(name) for name in package.namelist()}


def tree(file, name):
    return etree.fromstring(parts(file)[name])


def charts(file):
    """Every chart of a file, in the order in which they were made."""
    names = [name for name in parts(file) if "/charts/chart" in name and name.endswith(".xml")]
    return [tree(file, name) for name in sorted(names, key=lambda each: (len(each), each))]


def series(space):
    """The series of a chart: name, categories, values, null where there is no point."""
    read = []
    for each in space.iter(f"{C}ser"):
        count = int(each.find(f"{C}val").find(f".//{C}ptCount").get("val"))
        points = {int(p.get("idx")): float(p.find(f"{C}v").text) for p in each.find(f"{C}val").iter(f"{C}pt")}
        names = [p.find(f"{C}v").text for p in each.find(f"{C}cat").iter(f"{C}pt")]
        read.append((each.find(f"{C}tx").find(f".//{C}v").text, names, [points.get(at) for at in range(count)]))
    return read


def sheets(file):
    """The rows of every data sheet inside a file, formulas as what they are."""
    names = [name for name in parts(file) if "/embeddings/" in name]
    books = [openpyxl.load_workbook(io.BytesIO(parts(file)[name])) for name in sorted(names, key=lambda n: (len(n), n))]
    return [(book.active, [list(row) for row in book.active.iter_rows(values_only=True)]) for book in books]


def plotted(plot):
    return [(run.name, list(plot.categories), list(run.values)) for run in plot.runs]


def drawn(made):
    return [block for section in made.sections for block in section.blocks if isinstance(block, Drawing)]


def listed(made):
    return [block for section in made.sections for block in section.blocks if isinstance(block, Figures)]


def printed(table):
    """The texts of a table with its headings, made from the frame row by row."""
    frame = table.file
    rows = [[_text(name, value) for name, value in row.items()] for row in frame.to_dicts()]
    return [[table.headers[name] for name in frame.columns], *rows]


def _text(name, value):
    if value is None:
        return "—"
    return str(value) if isinstance(value, str) or name == "year" else figure(value)


def rendered(file, folder, name):
    """The pages that LibreOffice lays out, as PDF."""
    (folder / name).write_bytes(file)
    home = f"-env:UserInstallation=file://{folder}/office"
    command = [SOFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / name).with_suffix(".pdf").read_bytes()
