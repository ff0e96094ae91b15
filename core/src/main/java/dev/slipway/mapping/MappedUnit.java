package dev.slipway.mapping;

import dev.slipway.data.Table;
import dev.slipway.job.Unit;
import dev.slipway.store.Sha256;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A unit whose rows are mapped, if there is a mapping for its table. */
public record MappedUnit<U extends Unit>(U unit, Optional<BoundMapping> mapping) implements Unit {
    /** What footers of mapped files hold. Files that hold less are written anew. */
    private static final String FOOTER = "with the mapping, its source, and what the last file tells";

    @Override
    public String id() {
        return unit.id();
    }

    @Override
    public int ordinal() {
        return unit.ordinal();
    }

    @Override
    public String fingerprint() {
        return mapping.map(bound -> Sha256.of(List.of(unit.fingerprint(), bound.settings(), FOOTER)))
                .orElseGet(unit::fingerprint);
    }

    @Override
    public boolean fixed() {
        return unit.fixed();
    }

    @Override
    public Map<String, String> origin() {
        Map<String, String> origin = new TreeMap<>(unit.origin());
        mapping.ifPresent(bound -> origin.putAll(bound.footer()));
        return origin;
    }

    @Override
    public Table table() {
        return mapping.map(BoundMapping::table).orElseGet(unit::table);
    }
}
