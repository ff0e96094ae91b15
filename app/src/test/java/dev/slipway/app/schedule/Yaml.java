package dev.slipway.app.schedule;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/** What another library reads of YAML that was printed. */
final class Yaml {
    private Yaml() {}

    static List<JsonElement> documents(String text) {
        List<JsonElement> documents = new ArrayList<>();
        JsonMapper mapper = new JsonMapper();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
            documents.add(JsonParser.parseString(mapper.writeValueAsString(document)));
        }
        return documents;
    }
}
