"""Run by the Python that has ``uno``: makes a workbook in LibreOffice itself, with chart, note, shape and picture.

Usage: make_libreoffice_workbook.py PIPE TARGET, with a LibreOffice listening on the pipe.
"""

import os
import sys
import time

import uno
from com.sun.star.awt import Point, Rectangle, Size
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import CellRangeAddress

UNITS = ("登科街道", "文治街道", "明阳镇", "九  镇", "区财政局")


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.2)
    raise SystemExit("LibreOffice does not answer")


def fill(sheet):
    for column, head in enumerate(("序号", "被考核单位", "加扣分原因及分值", "考核得分", "名次")):
        sheet.getCellByPosition(column, 0).setString(head)
    for row, name in enumerate(UNITS, 1):
        sheet.getCellByPosition(0, row).setValue(row)
        sheet.getCellByPosition(1, row).setString(name)
        sheet.getCellByPosition(2, row).setString("信息报送迟缓被通报批评，扣0.1分")
        sheet.getCellByPosition(3, row).setValue(99.9)
        sheet.getCellByPosition(4, row).setFormula(f"=RANK(D{row + 1};$D$2:$D$6)")
    sheet.getCellByPosition(3, 6).setFormula("=AVERAGE(D2:D6)")


def decorate(document, sheet):
    area = CellRangeAddress(0, 1, 0, 3, 5)
    sheet.getCharts().addNewByName("得分", Rectangle(16000, 500, 12000, 7000), (area,), True, True)
    sheet.getAnnotations().insertNew(sheet.getCellByPosition(3, 1).getCellAddress(), "按通报扣分")
    box = document.createInstance("com.sun.star.drawing.RectangleShape")
    box.setPosition(Point(1000, 6000))
    box.setSize(Size(5000, 2000))
    sheet.getDrawPage().add(box)
    box.setString("考核办（盖章）")
    style = document.getStyleFamilies().getByName("PageStyles").getByName("Default")
    style.IsLandscape, style.Width, style.Height = True, 29700, 21000
    document.getDocumentProperties().getUserDefinedProperties().addProperty("考核年度", 0, "2026")


def main(pipe, target):
    context = connect(pipe)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL(
        "private:factory/scalc", "_blank", 0, (PropertyValue("Hidden", 0, True, 0),)
    )
    sheet = document.getSheets().getByIndex(0)
    sheet.setName("考核数据")
    fill(sheet)
    decorate(document, sheet)
    document.storeToURL(uno.systemPathToFileUrl(target), (PropertyValue("FilterName", 0, "Calc MS Excel 2007 XML", 0),))
    document.close(True)
    desktop.terminate()
    os._exit(0)  # the bridge's threads outlive it: an orderly end of Python crashes now and then


main(*sys.argv[1:])
