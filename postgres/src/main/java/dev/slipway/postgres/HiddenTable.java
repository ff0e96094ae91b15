package dev.slipway.postgres;

import dev.slipway.Failure;
import dev.slipway.data.Field;
import dev.slipway.data.Type;
import dev.slipway.data.TypeName;
import dev.slipway.store.Sha256;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table that rows are loaded into while nobody knows of it, beside the place that it will take. Its name follows from
 * what is restored, so that the next run finds it.
 */
final class HiddenTable {
    /** How the names of such tables begin. */
    static final String PREFIX = "slipway_restore_";

    private final Archive archive;
    private final RestoreOptions options;
    private final TableDefinition definition;
    private final Completion completion;
    private final QualifiedName name;
    private final long hash;
    private long oid;
    private Infinity infinity = Infinity.SENTINEL;
    private List<Landing> landings = List.of();
    private List<String> temporaryTypes = List.of();

    HiddenTable(Archive archive, RestoreOptions options) {
        this.archive = archive;
        this.options = options;
        definition = new TableDefinition(archive, options);
        completion = new Completion(archive, options, definition);
        List<String> texts = new ArrayList<>(List.of(options.target().toString(), definition.columns()));
        texts.add(options.attachment().toString());
        archive.files().forEach(file -> texts.addAll(List.of(file.name(), file.sha256())));
        // The same columns can hold other values.
        archive.unmapping().ifPresent(back -> texts.add("as the source"));
        String hex = Sha256.of(texts).substring(0, 16);
        hash = Long.parseUnsignedLong(hex, 16);
        name = new QualifiedName(options.target().namespace(), PREFIX + hex);
    }

    Archive archive() {
        return archive;
    }

    TableDefinition definition() {
        return definition;
    }

    QualifiedName name() {
        return name;
    }

    Completion completion() {
        return completion;
    }

    String sql() {
        return name.sql();
    }

    long oid() {
        return oid;
    }

    /** Differs between restores. */
    long hash() {
        return hash;
    }

    List<Landing> landings() {
        return landings;
    }

    List<String> temporaryTypes() {
        return temporaryTypes;
    }

    /** The options by which its rows read as the archive's do. */
    PostgresOptions reading(int connections) {
        return PostgresOptions.of(options.url(), options.environment(), List.of(sql()))
                .withConnections(connections)
                .withAs(as())
                .withStatementTimeout(Duration.ZERO)
                .withInfinity(infinity);
    }

    private Map<String, As> as() {
        Map<String, As> as = new HashMap<>();
        archive.table().schema().fields().forEach(field -> Landing.as(field.origin())
                .filter(choice -> definition.asItWas(field))
                .ifPresent(choice -> as.put(field.name(), choice)));
        return as;
    }

    /** Makes types and table where they are missing, in the transaction of {@code link}. */
    void make(Link link, Server server) throws SQLException {
        types(link);
        completion.attempt(link, new QualifiedName(name.namespace(), name.name() + "_attempt"));
        if (find(link).isEmpty()) {
            link.execute("CREATE TABLE " + sql() + " (" + definition.columns() + ")");
            link.execute("COMMENT ON TABLE " + sql() + " IS "
                    + Sql.literal("Slipway restores " + options.target()
                            + " into this table. Until that is done, it is nobody's; to give it up, drop it."));
        }
        completion.prepare(link, name);
        oid = find(link).orElseThrow();
        plan(link, server);
    }

    /** Its number, if it is there. */
    Optional<Long> find(Link link) throws SQLException {
        return link.text("SELECT to_regclass(" + Sql.literal(sql()) + ")::oid").map(Long::valueOf);
    }

    private void types(Link link) throws SQLException {
        Types known = new Types(link.statement());
        for (TypeDefinition wanted : definition.types()) {
            Optional<String> found = link.text("SELECT to_regtype(" + Sql.literal(wanted.name()) + ")::oid");
            if (found.isEmpty()) {
                link.execute(wanted.create());
            } else if (!TypeDefinition.of(known.type(Long.parseLong(found.get())))
                    .contains(wanted)) {
                throw new Failure(
                        Failure.Kind.CONFIG,
                        "the type " + wanted.name() + " is there already, and is not what it was when the archive was"
                                + " made: " + wanted.create() + "; rename the one that is there, or alter it");
            }
        }
    }

    /** Finds out how each column is sent; what the table's columns are must be what the files hold. */
    private void plan(Link link, Server server) throws SQLException {
        Relation relation = new Catalog(link.statement(), server.version())
                .relations(List.of(oid))
                .getFirst();
        List<Optional<Failure>> why = new ArrayList<>();
        for (Infinity choice : List.of(Infinity.SENTINEL, Infinity.TEXT)) {
            infinity = choice;
            Optional<Failure> misfit = plan(new TypeMap(server.vouchesForText(), choice), relation);
            if (misfit.isEmpty()) {
                return;
            }
            why.add(misfit);
        }
        throw why.getFirst().orElseThrow();
    }

    private Optional<Failure> plan(TypeMap types, Relation relation) {
        List<Field> fields = archive.table().schema().fields();
        List<ColumnPlan> plans = new ColumnMapping(types, as())
                .plan(options.target().toString(), relation.attributes(), relation.primaryKey());
        Staging staging = new Staging(types);
        List<Landing> found = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            ColumnPlan plan = plans.get(i);
            if (!alike(field.type(), plan.field().type())) {
                return Optional.of(new Failure(
                        Failure.Kind.CONFIG,
                        "column \"" + field.name() + "\" is " + TypeName.of(field.type()) + " in the files, and as "
                                + relation.attributes().get(i).declared() + " it would be "
                                + TypeName.of(plan.field().type()) + ": it cannot be restored unchanged"));
            }
            if (!definition.generated(field)) {
                Optional<As> as = Optional.ofNullable(as().get(field.name()));
                found.add(Landing.of(i, field, plan, relation.attributes().get(i), as, staging));
            }
        }
        landings = List.copyOf(found);
        temporaryTypes = staging.statements();
        return Optional.empty();
    }

    /** Whether values of one are values of the other; numbers may become wider. */
    private static boolean alike(Type file, Type table) {
        if (file instanceof Type.ListOf list && table instanceof Type.ListOf other) {
            return alike(list.element().type(), other.element().type());
        }
        if (file instanceof Type.Struct struct && table instanceof Type.Struct other) {
            return names(struct).equals(names(other)) && alike(struct, other);
        }
        if (file instanceof Type.MapOf map && table instanceof Type.MapOf other) {
            return alike(map.key().type(), other.key().type())
                    && alike(map.value().type(), other.value().type());
        }
        if (file instanceof Type.Int narrow && table instanceof Type.Int wide && wide.signed()) {
            return narrow.bits() + (narrow.signed() ? 0 : 1) <= wide.bits();
        }
        return file.equals(table);
    }

    private static List<String> names(Type.Struct struct) {
        return struct.fields().stream().map(Field::name).toList();
    }

    private static boolean alike(Type.Struct one, Type.Struct other) {
        for (int i = 0; i < one.fields().size(); i++) {
            if (!alike(one.fields().get(i).type(), other.fields().get(i).type())) {
                return false;
            }
        }
        return true;
    }
}
