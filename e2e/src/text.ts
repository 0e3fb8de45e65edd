// Figures and tables for people.

const colours = process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
const paint = (code: number) => (text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = paint(1);
export const dim = paint(2);
export const red = paint(31);
export const green = paint(32);

/// An amount in whole tokens: "12,345.5"; with `full`, every decimal is written out.
export function amount(units: bigint, decimals: number, full = false): string {
	const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, "0");
	const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ",");
	const part = digits.slice(digits.length - decimals);
	const fraction = full ? part : part.replace(/0+$/, "");
	return `${units < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/// An amount as a change: with its sign, whichever that is.
export function change(units: bigint, decimals: number): string {
	return `${units < 0n ? "" : "+"}${amount(units, decimals)}`;
}

/// Rows of equal length as aligned columns: the first to the left, the others to the right.
export function columns(rows: string[][], indent = "  "): string {
	const widths = rows.reduce<number[]>(
		(widest, row) => row.map((cell, i) => Math.max(widest[i] ?? 0, cell.length)),
		[],
	);
	return rows
		.map((row) => {
			const cells = row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)));
			return (indent + cells.join("  ")).trimEnd();
		})
		.join("\n");
}
