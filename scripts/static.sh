# What can be checked without running Duet: formatting, scripts, deployment files, and the rules
# that the repository has set itself (`tidy_…`).
# shellcheck shell=bash

PASSED=0
FAILED=0
# What report_checks repeats: the end is all that many see of a long run.
FAILURES=()

# check LABEL LOG COMMAND…: a stage that counts, and after which the others still run.
check() {
  if stage "$@"; then PASSED=$((PASSED + 1)); else
    FAILED=$((FAILED + 1))
    remember_failures "$1" "$2" <(:)
  fi
}

# remember_failures LABEL LOG LINES: what failed, and the lines of a file that say more.
remember_failures() {
  FAILURES+=("$1 (all of it is in ${2#"$ROOT/"})")
  local line
  while IFS= read -r line; do FAILURES+=("  ${line:0:300}"); done < <(head -n 40 -- "$3")
}

report_checks() {
  if ((${#FAILURES[@]} > 0)); then
    say "What failed:"
    say "$(printf '  %s\n' "${FAILURES[@]}")"
  fi
  printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
  ((FAILED == 0))
}

run_static_checks() {
  local log=$LOG/lint.log
  mkdir -p -- "$LOG"
  : >"$log"
  check "Swift is formatted" "$log" lint_swift
  check "scripts pass shellcheck" "$log" lint_scripts
  check "every command is described" "$log" tidy_commands
  check "no unfinished work, no paths of one machine" "$log" tidy_words
  check "Swift files are of readable length" "$log" tidy_lengths
  check "the core reads no clock, no randomness, no files" "$log" tidy_core
  check "locks are never inlined" "$log" tidy_locks
  check "every target stands in ARCHITECTURE.md" "$log" tidy_architecture
  check "migrations are numbered without gaps" "$log" tidy_migrations
  check "links between the documents lead somewhere" "$log" tidy_links
}

# The files that belong to the repository, whether committed yet or not.
repository_files() {
  local file
  while IFS= read -r file; do
    if [[ -e $file ]]; then printf '%s\n' "$file"; fi
  done < <(git ls-files --cached --others --exclude-standard -- "$@")
}

# Prints the matches and fails if there are any. Status 1 of grep means that nothing was found.
refuse_matches() {
  local matches status=0
  matches=$(grep "$@") || status=$?
  case $status in
    0)
      printf '%s\n' "$matches"
      return 1
      ;;
    1) return 0 ;;
    *) return "$status" ;;
  esac
}

tidy_commands() {
  local name status=0
  while IFS= read -r name; do
    grep -qE "^#: $name( |\$)" scripts/*.sh || {
      printf 'scripts: command_%s has no line "#: %s … | description"\n' "$name" "$name"
      status=1
    }
  done < <(sed -n 's/^command_\([a-z]*\)() {.*/\1/p' scripts/*.sh)
  return "$status"
}

# The words are written in halves so that this file does not find itself.
tidy_words() {
  local words="TO""DO|FIX""ME|XX""X:|HA""CK:" paths="/wor""k/|/roo""t/|/hom""e/[a-z]|/User""s/"
  local -a files
  mapfile -t files < <(repository_files ':!Package.resolved')
  [[ ${#files[@]} -gt 0 ]] || return 0
  refuse_matches -nIE -e "\\b($words)" -e "(^|[^[:alnum:]_.])($paths)" -- "${files[@]}"
}

tidy_lengths() {
  local file lines status=0
  while IFS= read -r file; do
    lines=$(wc -l <"$file")
    if ((lines > 500)); then
      printf '%s has %d lines; is it one thing? (at most 500)\n' "$file" "$lines"
      status=1
    fi
  done < <(repository_files '*.swift')
  return "$status"
}

CORE=(Access Analysis BPMN Charts Diagram EventLog Exchange FEEL Hyperlinks Ordering ProcessEngine SVG SplitMix
  Statistics UBL Verification WordSearch)

# Time, identifiers and random generators are inputs of the core. Comments may speak of them.
tidy_core() {
  local target
  local -a files=()
  for target in "${CORE[@]}"; do
    [[ -d Sources/$target ]] || continue
    mapfile -t -O "${#files[@]}" files < <(repository_files "Sources/$target/*.swift")
  done
  [[ ${#files[@]} -gt 0 ]] || return 0
  local outside='Date\(\)|Date\.now|UUID\(\)|\.random\((in: *[^,)]*)?\)|SystemRandomNumberGenerator|ContinuousClock|SuspendingClock|FileManager|URLSession|ProcessInfo|Task\.sleep'
  local modules='Dispatch|Synchronization|Logging|Hummingbird|NIO[A-Za-z]*|PostgreSQL|RabbitMQ|CPostgreSQL|CRabbitMQ|Participant|Storage|Messaging'
  refuse_matches -nE -e "^[^/]*($outside)" -e "^[a-z ]*import ($modules)\\b" -- "${files[@]}"
}

# docs/adr/0011
tidy_locks() {
  local -a files
  mapfile -t files < <(repository_files 'Sources/*.swift' ':!Sources/Locks')
  refuse_matches -nE -e "^[^/]*\bMutex\b" -- "${files[@]}"
}

tidy_architecture() {
  local folder target status=0
  for folder in Sources/*/; do
    target=$(basename -- "$folder")
    [[ -n $(repository_files "$folder") ]] || continue
    grep -qsw -- "$target" ARCHITECTURE.md || {
      printf 'the target %s is not mentioned in ARCHITECTURE.md\n' "$target"
      status=1
    }
  done
  return "$status"
}

tidy_migrations() {
  local folder file expected number status=0
  while IFS= read -r folder; do
    expected=1
    for file in "$folder"/*.sql; do
      number=$(basename -- "$file" | grep -oE '^[0-9]+' || true)
      if ((10#${number:-0} != expected)); then
        printf '%s should have the number %d\n' "$file" "$expected"
        status=1
      fi
      expected=$((expected + 1))
    done
  done < <(repository_files 'migrations/*.sql' | xargs -r -n 1 dirname | sort -u)
  return "$status"
}

tidy_links() {
  local file link target status=0
  while IFS= read -r file; do
    while IFS= read -r link; do
      target=${link%%#*}
      [[ -z $target || $target == *://* || $target == mailto:* ]] && continue
      [[ -e $(dirname -- "$file")/$target ]] || {
        printf '%s: the link to %s leads nowhere\n' "$file" "$link"
        status=1
      }
    done < <(grep -oE '\]\([^) ]+\)' "$file" | sed -E 's/^\]\((.*)\)$/\1/')
  done < <(repository_files '*.md')
  return "$status"
}
