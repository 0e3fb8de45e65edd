# shellcheck shell=bash
# What the scripts share: where things are, headings with times, and the two builds. To be sourced.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Outside the tree, so that several checkouts share one build of the SDK.
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/spheron/target}"

# Every wasm is a build of its own to cargo; this lets them share what they have in common.
export WASM_BUILD_CARGO_ARGS="--config \"build.build-dir='$CARGO_TARGET_DIR/wasm'\""

# rustup installs here and only a new login shell would know.
case ":$PATH:" in
	*":$HOME/.cargo/bin:"*) ;;
	*) export PATH="$PATH:$HOME/.cargo/bin" ;;
esac

if [ -t 1 ]; then bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'; else bold='' dim='' plain=''; fi

die() {
	printf '%s: %s\n' "${0##*/}" "$1" >&2
	exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# step TITLE COMMAND...: run under a heading, and say how long it took.
step() {
	local title=$1 start=$SECONDS
	shift
	printf '%s==> %s%s\n' "$bold" "$title" "$plain"
	"$@"
	printf '%s    %s: %d min %02d s%s\n' "$dim" "$title" \
		$(((SECONDS - start) / 60)) $(((SECONDS - start) % 60)) "$plain"
}

# The node and the deployment file converter, as they are released; with further arguments, more. A
# build of other packages alone would build what they share with the node once more.
build_release() {
	(cd "$root" && cargo build --release --locked --package spheron-node --package spheron-icl "$@")
}
