package io.darkroom.server;

import io.darkroom.engine.files.UserFolders;
import io.darkroom.server.file.Ownership;
import io.darkroom.server.file.PictureDesk;
import io.darkroom.server.file.UploadRoutes;
import io.darkroom.server.file.ViewRoutes;
import io.darkroom.server.gallery.GalleryRoutes;
import io.darkroom.server.http.Routes;
import io.darkroom.server.model.InspectRoutes;
import io.darkroom.server.model.ModelPreviewRoutes;
import io.darkroom.server.model.ModelRoutes;
import io.darkroom.server.node.NodeRoutes;
import io.darkroom.server.page.PageRoutes;
import io.darkroom.server.system.FolderRoutes;
import io.darkroom.server.system.PackRoutes;
import io.darkroom.server.system.SubgraphRoutes;
import io.darkroom.server.system.SystemRoutes;
import io.darkroom.server.user.SettingsRoutes;
import io.darkroom.server.user.UserFileRoutes;
import io.darkroom.server.user.UserListRoutes;
import io.darkroom.server.user.UserRoutes;
import io.darkroom.server.user.Users;
import java.nio.file.Path;
import java.util.List;

/** The groups of routes that answer from what lies on disk and in memory, and know nothing of the queue's work. */
final class FileGroups {
    private FileGroups() {}

    static List<Routes> of(ServerOptions options, Parts parts) {
        UserFolders folders = parts.folders();
        long maxBytes = options.listening().maxUploadBytes();
        Ownership ownership = new Ownership(parts.store().outputs());
        PictureDesk desk = new PictureDesk();
        Users users = new Users(folders, options.multiUser());
        Path packs = folders.base().resolve("plugins");
        return List.of(
                new ViewRoutes(folders, ownership, desk),
                new UploadRoutes(folders, ownership, desk, maxBytes),
                new UserRoutes(users),
                new SettingsRoutes(users),
                new UserListRoutes(users),
                new UserFileRoutes(users, maxBytes),
                options.frontEnd().isPresent()
                        ? NodeRoutes.forComfyUisFrontEnd(parts.catalogue())
                        : NodeRoutes.of(parts.catalogue()),
                new ModelRoutes(folders),
                new ModelPreviewRoutes(folders, desk),
                new InspectRoutes(folders, parts.models()),
                new SystemRoutes(options, parts.engine()),
                new FolderRoutes(folders, ownership),
                new PackRoutes(packs, folders.base().resolve("workflows"), options.frontEnd()),
                new SubgraphRoutes(packs),
                new GalleryRoutes(folders, parts.store().outputs(), parts.clock()));
    }

    /** The pages, which take every path that no other group has: to be added last. */
    static Routes pages(ServerOptions options, Parts parts) {
        return new PageRoutes(options.frontEnd(), parts.folders().user().resolve("default"));
    }
}
