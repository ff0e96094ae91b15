# Finds a JDK without starting one: reads the `release` file of every candidate. Sourced by mvnw and by slipway.
#
#   find_jdk PROGRAM   sets jdk_home and jdk_version, or returns 1. PROGRAM is what must be in bin: java or javac.
#
# $SLIPWAY_JAVA_HOME and $JAVA_HOME win if they fit; else the newest of `java` on the PATH and the usual folders.
# $SLIPWAY_JVM_DIRS, a colon-separated list, replaces the usual folders. jdk_refused lists what was passed over and why,
# jdk_note is the one reason worth telling although another JDK was found.

jdk_wanted=21

# Looks at one home: sets found and rank if it fits, else refusal, which it adds to jdk_refused.
try_jdk() { # HOME PROGRAM
    found='' rank=0 refusal="$1 is no JDK: it has no file named release"
    [ -r "$1/release" ] || return 1
    while IFS='=' read -r key value || [ -n "$key" ]; do
        [ "$key" = JAVA_VERSION ] || continue
        value=${value#\"} found=${value%\"*}
        break
    done <"$1/release"
    major=${found%%[!0-9]*}
    refusal=''
    case $found in
        25 | 25.0.[012] | 25.0.[012][!0-9]*)
            refusal="corrupts what zstd compresses (github.com/luben/zstd-jni issue 377; 25.0.3 is sound)" ;;
    esac
    if [ "${major:-0}" -lt $jdk_wanted ]; then
        refusal="is older than $jdk_wanted"
    elif [ ! -x "$1/bin/$2" ]; then
        refusal="has no bin/$2"
    fi
    if [ -n "$refusal" ]; then
        refusal="Java ${found:-of unknown version} in $1 $refusal"
        case $jdk_refused in *"$refusal"*) ;; *) jdk_refused="$jdk_refused
  $refusal" ;; esac
        return 1
    fi
    rest=${found#"$major"} rest=${rest#.}
    minor=${rest%%[!0-9]*} rest=${rest#"$minor"} rest=${rest#.}
    patch=${rest%%[!0-9]*}
    rank=$((major * 1000000 + ${minor:-0} * 1000 + ${patch:-0}))
}

# Keeps a home if it fits and is newer than the one kept so far.
keep_newest() { # HOME PROGRAM
    if try_jdk "$1" "$2" && [ "$rank" -gt "$best" ]; then
        best=$rank jdk_home=$1 jdk_version=$found
    fi
}

find_jdk() { # PROGRAM
    jdk_home='' jdk_version='' jdk_refused='' jdk_note='' best=0
    for variable in SLIPWAY_JAVA_HOME JAVA_HOME; do
        case $variable in SLIPWAY*) named=${SLIPWAY_JAVA_HOME-} ;; *) named=${JAVA_HOME-} ;; esac
        [ -n "$named" ] || continue
        if try_jdk "$named" "$1"; then
            jdk_home=$named jdk_version=$found
            return 0
        fi
        # An old JAVA_HOME is common and harmless; one that was asked for, or one that corrupts, deserves a word.
        case $variable:$refusal in
            SLIPWAY* | *corrupts*) jdk_note="$variable is passed over: $refusal" ;;
        esac
    done

    on_path=$(command -v java || :)
    while [ -L "$on_path" ]; do
        link=$(readlink "$on_path")
        case $link in /*) on_path=$link ;; *) on_path=${on_path%/*}/$link ;; esac
    done
    case $on_path in */bin/java) keep_newest "${on_path%/bin/java}" "$1" ;; esac

    if [ -n "${SLIPWAY_JVM_DIRS+set}" ]; then
        rest_of_dirs=$SLIPWAY_JVM_DIRS:
        while [ -n "$rest_of_dirs" ]; do
            dir=${rest_of_dirs%%:*} rest_of_dirs=${rest_of_dirs#*:}
            for candidate in "$dir"/* "$dir"/*/Contents/Home; do keep_newest "$candidate" "$1"; done
        done
    else
        for candidate in /usr/lib/jvm/* /usr/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
            "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/.sdkman/candidates/java/* \
            "${HOME-}"/.jdks/* /opt/java* /opt/java/* /opt/jdk* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
            keep_newest "$candidate" "$1"
        done
    fi
    [ -n "$jdk_home" ]
}
