package dev.slipway.app.resume;

import dev.slipway.app.Cli;
import dev.slipway.app.place.Place;
import dev.slipway.app.place.S3Access;
import dev.slipway.app.place.Stores;
import dev.slipway.aws.S3Server;
import dev.slipway.job.Cancel;
import dev.slipway.store.Blob;
import dev.slipway.store.Leftover;
import dev.slipway.store.LocalStore;
import dev.slipway.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where exports write to, as a user names it and as a test looks at it.
 *
 * @param options that every command needs there
 * @param environment that every command needs there
 * @param server that keeps the objects, unless it is a folder
 */
record Target(
        String to, Store store, List<String> options, Map<String, String> environment, Optional<S3Server> server) {
    static Target folder(Path folder) {
        return new Target(folder.toString(), new LocalStore(folder), List.of(), Map.of(), Optional.empty());
    }

    /** A place in the bucket of a server. Whoever works there in this process sets the keys of AWS as system properties. */
    static Target bucket(S3Server server, String name) {
        String to = "s3://" + S3Server.BUCKET + '/' + name;
        String endpoint = server.endpoint().toString();
        S3Access access = new S3Access(
                Optional.of(endpoint), Optional.of("us-east-1"), true, Optional.empty(), Optional.empty(), false);
        return new Target(
                to,
                Stores.open(new Place.Bucket(to, access), new Cancel()),
                List.of("--s3-endpoint", endpoint, "--s3-region", "us-east-1", "--s3-path-style"),
                Map.of("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", S3Server.SECRET),
                Optional.of(server));
    }

    /** An export to it, as the command line has it. */
    List<Object> export(String url, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("export", "postgres", "--to", to, "--url", url));
        all.addAll(List.of(arguments));
        all.addAll(options);
        return all;
    }

    /** Verifies it. */
    Cli verify(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("verify", to));
        all.addAll(List.of(arguments));
        all.addAll(options);
        return Cli.run(all.toArray());
    }

    /** What a reader would take for data. */
    Set<String> visible() {
        try (Stream<Blob> blobs = store.list("")) {
            return blobs.map(Blob::key)
                    .filter(key -> key.endsWith(".parquet"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** How many commits its ledger has, as far as they are not yet summed up. */
    int commits() {
        try (Stream<Blob> blobs = store.list("_slipway/ledger/")) {
            return (int) blobs.count();
        }
    }

    /** How many objects are staged. */
    int staged() {
        try (Stream<Leftover> leftovers = store.leftovers()) {
            return (int) leftovers.count();
        }
    }
}
