// A deployment file to an order, by the project's own converter.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { hexToString } from "@polkadot/util";
import type { Token } from "./balances.ts";
import type { OrderSpec } from "./market.ts";
import { program } from "./process.ts";

export interface Deployment {
	name: string;
	order: OrderSpec;
	/// For people: one line per fact.
	summary: string[];
	/// What services listen on and how they are to be exposed.
	ports: { service: number; external: number }[];
}

/// The file says something that cannot be deployed; the message begins with where.
export class BadFile extends Error {}

interface Converted {
	name: string | null;
	order: Omit<OrderSpec, "maxPrice"> & { maxPrice: string };
	manifest: string;
	summary: {
		token: string;
		maxPricePerHour: string;
		maxTotal: string;
		durationSeconds: number;
		services: { name: string; image: string; replicas: number; maxPricePerHour: string }[];
	};
}

interface Manifest {
	services: Record<string, { expose: { port?: number; as?: number; to: { global: boolean }[] }[] }>;
}

export function readDeployment(file: string, tokens: Token[]): Deployment {
	const known = tokens.flatMap(({ symbol, asset, decimals }) =>
		asset === undefined ? [] : [`--token=${symbol}=${asset}:${decimals}`],
	);
	const { status, stdout, stderr, error } = spawnSync(program("spheron-icl"), [...known, "--", file], {
		encoding: "utf8",
	});
	if (error !== undefined) throw error;
	if (status !== 0) throw new BadFile(stderr.trim());
	const { name, order, manifest, summary } = JSON.parse(stdout) as Converted;
	if (order.mode === "Fizz") {
		throw new BadFile(`${file}:${lineOf(file, /\bmode\b.*\bfizz\b/i)}: Fizz nodes cannot be ordered yet; use mode: provider`);
	}
	const exposed = Object.values((JSON.parse(manifest) as Manifest).services).flatMap(({ expose }) =>
		expose.filter(({ to }) => to.some(({ global }) => global)),
	);
	return {
		name: name ?? "deployment",
		order: { ...order, maxPrice: BigInt(order.maxPrice) },
		summary: [
			...summary.services.map((it) => `${it.replicas} × ${it.name}: ${it.image}`),
			`at most ${summary.maxPricePerHour} ${summary.token} per hour, ` +
				`${summary.maxTotal} ${summary.token} for ${span(summary.durationSeconds)}, and the fee on top`,
			...wishes(order),
		],
		ports: exposed.slice(0, 16).flatMap(({ port, as }) =>
			port === undefined ? [] : [{ service: port, external: as ?? port }],
		),
	};
}

function wishes({ regions, excludedRegions, attributes, tiers }: Omit<OrderSpec, "maxPrice">): string[] {
	const list = (texts: string[]) => texts.map((text) => hexToString(text)).join(", ");
	return [
		...(regions.length > 0 ? [`in ${list(regions)}`] : []),
		...(excludedRegions.length > 0 ? [`not in ${list(excludedRegions)}`] : []),
		...(tiers.length > 0 ? [`by providers of ${tiers.join(", ")}`] : []),
		...Object.entries(attributes).map(([key, value]) => `with ${hexToString(key)} = ${hexToString(value)}`),
	];
}

function span(seconds: number): string {
	if (seconds % 3600 === 0) return `${seconds / 3600} h`;
	return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

function lineOf(file: string, pattern: RegExp): number {
	const lines = readFileSync(file, "utf8").split("\n");
	return lines.findIndex((line) => pattern.test(line)) + 1;
}
