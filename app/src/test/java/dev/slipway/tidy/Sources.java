package dev.slipway.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Finds and parses sources with the compiler of the JDK; nothing is resolved, so this takes a second for all. */
final class Sources {
    private Sources() {}

    /** The root of the checkout: tests run in the folder of their module. */
    static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        return Files.exists(folder.resolve("mvnw"))
                ? folder
                : folder.resolve("..").normalize();
    }

    static List<Source> ofCheckout() {
        Path root = checkout();
        List<Text> texts = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.sorted().toList()) {
                for (String kind : List.of("src/main/java", "src/test/java")) {
                    addAll(root, module.resolve(kind), texts);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parse(texts);
    }

    private static void addAll(Path root, Path folder, List<Text> texts) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                texts.add(new Text(root.relativize(file).toString().replace('\\', '/'), Files.readString(file)));
            }
        }
    }

    static List<Source> parse(List<Text> texts) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask) compiler.getTask(null, null, problem -> {}, List.of("-proc:none"), null, texts);
        DocTrees trees = DocTrees.instance(task);
        List<Source> sources = new ArrayList<>();
        try {
            Iterator<? extends CompilationUnitTree> units = task.parse().iterator();
            for (Text text : texts) {
                sources.add(new Source(text.path, text.text, units.next(), trees));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    /** What the compiler reads: a file's text, already in memory. */
    static final class Text extends SimpleJavaFileObject {
        private final String path;
        private final String text;

        Text(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.path = path;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
