package dev.slipway.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** ARCHITECTURE.md names only types, packages and paths that exist. */
final class ArchitecturePage implements Rule {
    private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");
    private static final Pattern TYPE = Pattern.compile("([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)\\b.*");
    private static final Pattern PACKAGE = Pattern.compile("dev\\.slipway[a-z.]*");
    private static final Pattern PATH = Pattern.compile("[a-z][a-z0-9]*/[A-Za-z0-9_./-]+");

    private final String page;
    private final Set<String> paths;
    private final Set<String> elsewhere;

    /**
     * @param page the text of the page
     * @param paths the files and folders of the checkout
     * @param elsewhere simple names of types that are not ours, such as the JDK's
     */
    ArchitecturePage(String page, Set<String> paths, Set<String> elsewhere) {
        this.page = page;
        this.paths = paths;
        this.elsewhere = elsewhere;
    }

    @Override
    public List<Finding> check(List<Source> sources) {
        Set<String> types = new HashSet<>(elsewhere);
        Set<String> packages = new HashSet<>(Set.of("dev.slipway"));
        for (Source source : sources) {
            packages.add(source.packageName());
            collectTypes(source, types);
        }
        List<Finding> findings = new ArrayList<>();
        List<String> lines = page.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher span = SPAN.matcher(lines.get(i));
            while (span.find()) {
                if (!exists(span.group(1), types, packages)) {
                    String what = "names `" + span.group(1) + "`, which does not exist: rename it here too";
                    findings.add(new Finding("ARCHITECTURE.md", i + 1, what));
                }
            }
        }
        return findings;
    }

    private boolean exists(String span, Set<String> types, Set<String> packages) {
        Matcher type = TYPE.matcher(span);
        if (type.matches()) {
            return types.contains(type.group(1)) || paths.contains(span);
        }
        if (PACKAGE.matcher(span).matches()) {
            return packages.contains(span);
        }
        return !PATH.matcher(span).matches()
                || paths.contains(span.endsWith("/") ? span.substring(0, span.length() - 1) : span);
    }

    private static void collectTypes(Source source, Set<String> types) {
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitClass(ClassTree tree, @Nullable Void none) {
                types.add(tree.getSimpleName().toString());
                return super.visitClass(tree, null);
            }
        }.scan(source.unit(), null);
    }
}
