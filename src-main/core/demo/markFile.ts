import * as XLSX from 'xlsx';

/** A marking machine's export: by ticket number, total and parts. */
export function machineExport(
  marks: readonly {
    readonly ticketNumber: string;
    readonly name: string | null;
    readonly scoreHundredths: number | null;
  }[],
): { readonly name: string; readonly bytes: Uint8Array } {
  const rows = marks.map(({ ticketNumber, name, scoreHundredths }) => [
    ticketNumber,
    name ?? '',
    scoreHundredths === null ? '' : String(scoreHundredths / 100),
    scoreHundredths === null ? '缺考' : '',
  ]);
  return {
    name: '读卡导出.xlsx',
    bytes: workbook('cj', [['准考证号', '姓名', '总分', '缺考标记'], ...rows]),
  };
}

/** A workbook of one sheet of texts. */
export function workbook(sheetName: string, cells: readonly (readonly string[])[]): Uint8Array {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(cells.map((row) => [...row])), sheetName);
  return new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
}
