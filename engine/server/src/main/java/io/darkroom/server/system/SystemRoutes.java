package io.darkroom.server.system;

import io.darkroom.engine.run.Engine;
import io.darkroom.engine.run.HeldModel;
import io.darkroom.server.ServerOptions;
import io.darkroom.server.file.Ownership;
import io.darkroom.server.http.Bodies;
import io.darkroom.server.http.Principal;
import io.darkroom.server.http.Router;
import io.darkroom.server.http.Routes;
import io.darkroom.server.http.Scope;
import io.darkroom.server.socket.FeatureFlags;
import io.javalin.http.Context;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /system_stats} and {@code /features}. */
public final class SystemRoutes implements Routes {
    /** What ComfyUI of this contract calls itself; clients compare these numbers. */
    private static final String COMFYUI = "0.3.64";

    private static final String FRONT_END = "1.27.10";
    private static final String TEMPLATES = "0.1.95";

    private final ServerOptions options;
    private final Engine engine;

    public SystemRoutes(ServerOptions options, Engine engine) {
        this.options = options;
        this.engine = engine;
    }

    @Override
    public void addTo(Router router) {
        router.get("/system_stats", Scope.READ, this::stats);
        router.get("/features", Scope.READ, request -> Bodies.answer(request, FeatureFlags.of(options)));
    }

    private void stats(Context request) {
        MachineMemory memory = MachineMemory.now();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("system", system(memory));
        json.put("devices", List.of(processor(memory)));
        json.put("darkroom", darkroom(Router.principal(request)));
        Bodies.answer(request, json);
    }

    private Map<String, @Nullable Object> system(MachineMemory memory) {
        String java = "Java " + Runtime.version();
        Map<String, @Nullable Object> system = new LinkedHashMap<>();
        system.put("os", File.separatorChar == '\\' ? "nt" : "posix");
        system.put("ram_total", memory.total());
        system.put("ram_free", memory.free());
        system.put("comfyui_version", COMFYUI);
        system.put("required_frontend_version", FRONT_END);
        system.put("installed_templates_version", TEMPLATES);
        system.put("required_templates_version", TEMPLATES);
        system.put("python_version", "none (" + java + ")");
        system.put("pytorch_version", "none (ONNX Runtime)");
        system.put("embedded_python", false);
        List<String> argv = new ArrayList<>(List.of("darkroom"));
        argv.addAll(options.arguments());
        system.put("argv", argv);
        return system;
    }

    /** The processor, whose memory is the machine's. */
    private static Map<String, @Nullable Object> processor(MachineMemory memory) {
        Map<String, @Nullable Object> device = new LinkedHashMap<>();
        device.put("name", "cpu");
        device.put("type", "cpu");
        device.put("index", null);
        device.put("vram_total", memory.total());
        device.put("vram_free", memory.free());
        device.put("torch_vram_total", memory.total());
        device.put("torch_vram_free", memory.free());
        return device;
    }

    private Map<String, @Nullable Object> darkroom(Principal who) {
        String version = SystemRoutes.class.getPackage().getImplementationVersion();
        Runtime machine = Runtime.getRuntime();
        Map<String, @Nullable Object> darkroom = new LinkedHashMap<>();
        darkroom.put("version", version == null ? "development" : version);
        darkroom.put("java_version", Runtime.version().toString());
        darkroom.put("heap_used", machine.totalMemory() - machine.freeMemory());
        darkroom.put("heap_max", machine.maxMemory());
        darkroom.put(
                "models", engine.models().stream().map(held -> model(held, who)).toList());
        return darkroom;
    }

    private static Map<String, @Nullable Object> model(HeldModel held, Principal who) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("file", held.model().file());
        model.put("network", held.model().network());
        model.put("device", held.model().device());
        model.put("plan", held.model().plan());
        model.put("bytes", held.model().bytes());
        model.put("last_used", held.model().lastUsed().toString());
        model.put("busy", held.model().busy());
        model.put("results", held.results());
        if (Ownership.restriction(who).isEmpty()) {
            model.put("prompts", held.prompts()); // others' prompts are none of this client's business
        }
        return model;
    }
}
