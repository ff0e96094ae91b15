package dev.slipway.tidy;

import com.sun.source.tree.ImportTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A module imports only what stands above it, and modules for one use case never import each other. */
final class ModuleOrder implements Rule {
    static final List<String> ORDER = List.of(
            "core",
            "parquet",
            "openzl",
            "duckdb",
            "aws",
            "postgres",
            "files",
            "labelstudio",
            "dataset",
            "huggingface",
            "iceberg",
            "spark",
            "app",
            "bench");
    static final Set<String> USE_CASES =
            Set.of("postgres", "files", "labelstudio", "dataset", "huggingface", "iceberg");

    @Override
    public List<Finding> check(List<Source> sources) {
        Map<String, String> modules = new HashMap<>();
        sources.forEach(source -> modules.putIfAbsent(source.packageName(), source.module()));
        return Scan.each(source -> new Imports(source, modules)).check(sources);
    }

    private static final class Imports extends Scan {
        private final Map<String, String> modules;

        Imports(Source source, Map<String, String> modules) {
            super(source);
            this.modules = modules;
        }

        @Override
        public @Nullable Void visitImport(ImportTree tree, @Nullable Void none) {
            String name = tree.getQualifiedIdentifier().toString();
            String target = moduleOf(name);
            String from = source.module();
            if (target != null && ORDER.indexOf(target) > ORDER.indexOf(from)) {
                found(tree, from + " imports " + name + " of " + target + ", which stands below it: turn it round");
            } else if (target != null
                    && !target.equals(from)
                    && USE_CASES.contains(from)
                    && USE_CASES.contains(target)) {
                found(tree, from + " imports " + name + " of " + target + ": move what both need into core");
            }
            return null;
        }

        private @Nullable String moduleOf(String name) {
            String prefix = name;
            while (prefix.startsWith("dev.slipway.")) {
                prefix = prefix.substring(0, prefix.lastIndexOf('.'));
                String module = modules.get(prefix);
                if (module != null) {
                    return module;
                }
            }
            return null;
        }
    }
}
