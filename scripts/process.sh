# Starting processes that outlive the script, finding them again and ending them, by id and only
# ours: a process carries DUET_PROCESS=<instance folder>:<role> in its environment, so that neither
# a stale pid file, nor a number that now belongs to another program, nor a lost pid file misleads.
# shellcheck shell=bash disable=SC2034  # the variables are for the other files

process_tag() { printf 'DUET_PROCESS=%s:%s' "$INSTANCE" "$1"; }

# The ids of the living processes of a role: the one that was started first, then its descendants.
processes_of() {
  local role=$1 tag file pid main=''
  local -a found=()
  tag=$(process_tag "$role")
  if [[ -s $RUN/$role.pid ]]; then main=$(<"$RUN/$role.pid"); fi
  while IFS= read -r file; do
    pid=${file#/proc/}
    pid=${pid%/environ}
    process_is_alive "$pid" || continue
    if [[ $pid == "$main" ]]; then found=("$pid" "${found[@]}"); else found+=("$pid"); fi
  done < <(grep -lszxF -e "$tag" /proc/[0-9]*/environ 2>/dev/null | sort -t / -k 3,3n || true)
  [[ ${#found[@]} -eq 0 ]] || printf '%s\n' "${found[@]}"
}

# Whether a process exists and is not a zombie that its parent has yet to collect.
process_is_alive() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  stat=${stat##*) }
  [[ $stat != Z* && $stat != X* ]]
}

# The id of a role's own process, without its helpers. Nothing, and status 1, if it does not run.
main_process() {
  local role=$1 pid=''
  [[ -s $RUN/$role.pid ]] || recover_pid_file "$role"
  [[ -s $RUN/$role.pid ]] || return 1
  pid=$(<"$RUN/$role.pid")
  [[ $pid =~ ^[0-9]+$ ]] && process_is_alive "$pid" || return 1
  grep -qszxF -e "$(process_tag "$role")" "/proc/$pid/environ" || return 1
  printf '%s\n' "$pid"
}

# After the loss of a pid file: the process of the role that no other process of it has started.
recover_pid_file() {
  local role=$1 pid parent
  [[ -d $RUN ]] || return 0
  local -A members=()
  while IFS= read -r pid; do members[$pid]=yes; done < <(processes_of "$role")
  for pid in "${!members[@]}"; do
    parent=$(awk '/^PPid:/ { print $2 }' "/proc/$pid/status" 2>/dev/null || true)
    [[ -z $parent || -n ${members[$parent]:-} ]] || printf '%s\n' "$pid" >"$RUN/$role.pid"
  done
}

# spawn ROLE FOLDER LOG COMMAND…: starts the command in a session of its own, so that neither
# Ctrl-C nor the end of a terminal reaches it, with none of the script's descriptors.
spawn() {
  local role=$1 folder=$2 log=$3
  shift 3
  (
    cd -- "$folder" || exit 1
    export "$(process_tag "$role")"
    exec setsid "$@"
  ) </dev/null >>"$log" 2>&1 3>&- 7>&- 9>&- &
  printf '%s\n' "$!" >"$RUN/$role.pid"
  disown "$!"
}

# Becomes a command that has what all others leave of the processors. In a session of its own, because Linux may share them
# between sessions first (sched_autogroup_enabled), where nice says nothing to those of another one.
yielding() {
  exec setsid bash -c '{ printf 19 >/proc/self/autogroup; } 2>/dev/null; exec nice -n 19 "$@"' yielding "$@"
}

# Runs a command as the named user if we are root, else as ourselves.
run_as() {
  local user=$1
  shift
  if ((EUID == 0)); then
    setpriv --reuid="$user" --regid="$user" --init-groups "$@"
  else
    "$@"
  fi
}

# The words that make `spawn` start a command as the named user (none if we are not root).
as_user() {
  AS_USER=()
  if ((EUID == 0)); then AS_USER=(setpriv --reuid="$1" --regid="$1" --init-groups); fi
}

# wait_until SECONDS COMMAND…: polls every 50 ms; status 1 when the time is over.
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.05
  done
}

process_is_gone() { ! process_is_alive "$1"; }

# stop_process PID SIGNAL SECONDS NAME: asks, waits, and after the time insists.
stop_process() {
  local pid=$1 signal=$2 seconds=$3 name=$4
  kill -s "$signal" "$pid" 2>/dev/null || true
  wait_until "$seconds" process_is_gone "$pid" && return 0
  note "$name ($pid) did not stop within $seconds s and was killed"
  kill -s KILL "$pid" 2>/dev/null || true
  wait_until 5 process_is_gone "$pid" || fail "$name ($pid) cannot be killed"
}

# Ends what a killed main process left behind.
stop_leftovers() {
  local role=$1 pid
  while IFS= read -r pid; do
    stop_process "$pid" TERM 3 "a leftover process of $role"
  done < <(processes_of "$role")
}

# One start or stop at a time in one instance. The lock ends with the script, however that ends.
lock_instance() {
  exec 9>"$INSTANCE/lock"
  flock -n 9 && return 0
  say "  another ./dev starts or stops servers here; waiting for it"
  flock -w 180 9 || fail "another ./dev has been starting or stopping servers in $INSTANCE for 3 minutes"
}

unlock_instance() { exec 9>&-; }
