package dev.slipway.tidy;

import java.util.List;

/** Looks at all sources together; most rules look at one after the other with a {@link Scan}. */
interface Rule {
    List<Finding> check(List<Source> sources);
}
