// A node as a process: its start, its log, its end.

import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/// Compiling the runtime takes seconds, on a busy machine many.
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 15_000;

/// What a node writes once its JSON-RPC answers, with the port that it really got.
const LISTENING = /Running JSON-RPC server: addr=127\.0\.0\.1:(\d+)/;

/// What every node is told, whatever it is for.
const COMMON = ["--rpc-cors=all", "--listen-addr=/ip4/127.0.0.1/tcp/0", "--no-mdns", "--no-telemetry", "--no-prometheus"];

/// A file of the release build.
export function program(name: string): string {
	const target = process.env["CARGO_TARGET_DIR"] ?? join(homedir(), ".cache/spheron/target");
	const path = join(target, "release", name);
	if (!existsSync(path)) throw new Error(`${path} is not built: scripts/run and scripts/test build it`);
	return path;
}

export interface NodeProcess {
	/// Where its JSON-RPC listens.
	readonly url: string;
	/// Resolves when it has ended, for whatever reason.
	readonly ended: Promise<void>;
	/// As an operator would.
	stop(): Promise<void>;
	/// Without a chance to tidy up.
	kill(): Promise<void>;
}

/// All that is being started, in order; if one of them fails, none is left.
export async function allOrNone<T extends { stop(): Promise<void> }>(starting: Promise<T>[]): Promise<T[]> {
	const outcomes = await Promise.allSettled(starting);
	const started = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
	const failure = outcomes.find((outcome) => outcome.status === "rejected");
	if (failure === undefined) return started;
	await Promise.all(started.map((each) => each.stop()));
	throw failure.reason;
}

/// Start a node that writes to `log`, and wait until its JSON-RPC answers.
export async function launch(args: string[], log: string): Promise<NodeProcess> {
	const out = openSync(log, "w");
	const child = spawn(program("spheron-node"), [...COMMON, ...args], { stdio: ["ignore", out, out] });
	closeSync(out);
	const abandon = () => child.kill("SIGKILL");
	process.once("exit", abandon);
	const ended = new Promise<void>((resolve) => {
		child.once("exit", () => resolve());
		child.once("error", () => resolve());
	}).then(() => void process.removeListener("exit", abandon));
	try {
		const port = await listening(log, child);
		const kill = async () => {
			child.kill("SIGKILL");
			await ended;
		};
		return { url: `ws://127.0.0.1:${port}`, ended, stop: () => end(child, ended), kill };
	} catch (error) {
		const tail = readFileSync(log, "utf8").trimEnd().split("\n").slice(-20).join("\n");
		await end(child, ended);
		throw new Error(`the node did not start: ${(error as Error).message}\n${tail}`);
	}
}

async function listening(log: string, child: ChildProcess): Promise<number> {
	const deadline = Date.now() + START_TIMEOUT_MS;
	while (Date.now() < deadline) {
		if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
			throw new Error(`it ended (${child.exitCode ?? child.signalCode ?? "not executable"})`);
		}
		const port = LISTENING.exec(readFileSync(log, "utf8"))?.[1];
		if (port !== undefined) return Number(port);
		await sleep(100);
	}
	throw new Error(`its JSON-RPC did not answer within ${START_TIMEOUT_MS / 1000} s`);
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	child.kill("SIGTERM");
	const timer = new AbortController();
	const late = sleep(STOP_TIMEOUT_MS, true, { signal: timer.signal }).catch(() => false);
	if (await Promise.race([ended.then(() => false), late])) child.kill("SIGKILL");
	timer.abort();
	await ended;
}
