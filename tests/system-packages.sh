#!/bin/sh
# Installs the Debian packages the tests need: LibreOffice Writer without its windows, poppler, fonts,
# PostgreSQL, Chromium, systemd for what checks its units.
#
# Runs as root or through sudo; elsewhere it only says what is missing. LibreOffice 25.2 comes from the
# release's backports where the machine's own mirror has them, because 7.4 drops the tags of content
# controls when it saves a Word file. The mirror is taken from the machine's own package sources.
set -eu

packages="poppler-utils fonts-liberation2 fonts-dejavu-core python3-uno postgresql chromium systemd"
office="libreoffice-writer-nogui"

have() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q '^install ok installed'; }

newest_office() { apt-cache madison "$office" | awk -F'|' 'NR == 1 { gsub(/ /, "", $2); print $2 }'; }
installed_office() { dpkg-query -W -f '${Version}' "$office" 2>/dev/null || true; }

if ! command -v apt-get >/dev/null 2>&1; then
    echo "system-packages: no apt-get here; install LibreOffice Writer 25.2 or later, poppler, PostgreSQL, Chromium and systemd by hand." >&2
    exit 0
fi

missing=""
for package in $packages $office; do have "$package" || missing="$missing $package"; done
case "$(installed_office)" in ''|*:7.*) missing="$missing $office-25.2";; esac
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root="sudo"
else
    echo "system-packages: missing:$missing. Run this script as root, or ask an administrator to." >&2
    exit 0
fi

export DEBIAN_FRONTEND=noninteractive
$as_root apt-get -q update
release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
backports="/etc/apt/sources.list.d/planwright-backports.list"
case "$(newest_office)" in
    *:7.*)
        site=$(apt-get indextargets --format '$(SITE)' "Created-By: Packages" "Codename: $release" | head -n 1)
        if [ -n "$site" ] && [ ! -e "$backports" ]; then
            key=/usr/share/keyrings/debian-archive-keyring.gpg
            echo "deb [signed-by=$key] $site $release-backports main" | $as_root tee "$backports" >/dev/null
            $as_root apt-get -q update -o Dir::Etc::sourcelist="$backports" -o Dir::Etc::sourceparts=- \
                -o APT::Get::List-Cleanup=0 || $as_root rm -f "$backports"
        fi
        ;;
esac
target=""
[ -e "$backports" ] && target="-t $release-backports"
# shellcheck disable=SC2086
$as_root apt-get -q install -y --no-install-recommends $target $office python3-uno
# shellcheck disable=SC2086
$as_root apt-get -q install -y --no-install-recommends $packages
