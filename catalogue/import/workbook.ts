import ExcelJS from "exceljs";
import { ImportError } from "./types.ts";
import { unpack } from "./unpack.ts";

/** @throws ImportError where the bytes are no workbook, or unpack to more than a file may hold */
export async function openWorkbook(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  // Sizes are checked before the library unpacks everything into memory.
  unpack(bytes, (name) => name.endsWith(".xml"));
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
  } catch (error) {
    throw new ImportError(`Excel 文件不完整：${(error as Error).message}`);
  }
  return workbook;
}
