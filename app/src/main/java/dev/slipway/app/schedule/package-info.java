/** When a job runs, and the same said in the languages of systemd, launchd, Kubernetes and cron. */
@NullMarked
package dev.slipway.app.schedule;

import org.jspecify.annotations.NullMarked;
