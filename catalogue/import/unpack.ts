import { unzipSync } from "fflate";
import { ImportError, LIMITS } from "./types.ts";

/** Parts of a packed file whose names are wanted. Sizes are checked from the directory before anything is unpacked. */
export function unpack(bytes: Uint8Array, wanted: (name: string) => boolean): Map<string, Uint8Array> {
  let total = 0;
  let packed = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: (file) => {
        if (!wanted(file.name)) return false;
        if (file.originalSize > LIMITS.part) throw new ImportError(`${file.name} 解压后超过 ${LIMITS.part >> 20} MB`);
        total += file.originalSize;
        packed += file.size;
        if (total > LIMITS.part * 2 || (total > 1 << 20 && total > packed * LIMITS.ratio))
          throw new ImportError("压缩比异常，疑似压缩炸弹");
        return true;
      },
    });
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError(`不是完整的压缩文件：${(error as Error).message}`);
  }
  return new Map(Object.entries(files));
}
