const WIDTH = 30;

/** A bar on a terminal; where there is none, one line when the whole is done. Nothing goes to standard output. */
export function progressBar(
  label: string,
  out: NodeJS.WriteStream = process.stderr,
): (done: number, of: number) => void {
  let ended = false;
  return (done, of) => {
    if (ended) return;
    const share = of === 0 ? 1 : done / of;
    ended = done >= of;
    if (out.isTTY) {
      const full = Math.round(share * WIDTH);
      const bar = "█".repeat(full) + "░".repeat(WIDTH - full);
      out.write(`\r${label} ${bar} ${String(Math.floor(share * 100)).padStart(3)}% ${done}/${of}${ended ? "\n" : ""}`);
    } else if (ended) out.write(`${label}: ${of}\n`);
  };
}
