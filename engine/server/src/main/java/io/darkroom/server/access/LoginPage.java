package io.darkroom.server.access;

import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** What a browser without a session sees instead of a page: a form for the token. It needs no scripts. */
final class LoginPage {
    private static final String PAGE = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Darkroom: log in</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; display: grid; place-items: center; min-height: 100vh; margin: 0; }
        main { width: min(26rem, 90vw); }
        h1 { font-size: 1.4rem; }
        input, button { font: inherit; box-sizing: border-box; width: 100%%; padding: .6rem; margin-top: .5rem; }
        .wrong { color: light-dark(#a4160f, #ff9a91); }
        </style>
        </head>
        <body>
        <main>
        <h1>Darkroom</h1>
        %s
        <form method="post" action="/darkroom/v1/session">
        <label for="token">Your token for this server</label>
        <input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
        <input type="hidden" name="next" value="%s">
        <button>Log in</button>
        </form>
        <p>Whoever started the server can give you one.</p>
        </main>
        </body>
        </html>
        """;

    private LoginPage() {}

    /** Answers with the page in place of what was asked for. */
    static void answer(Context request) {
        boolean tried = request.method().name().equals("POST");
        String next = tried ? "/" : request.path();
        request.html(PAGE.formatted(
                tried ? "<p class=\"wrong\" role=\"alert\">This token is not known here.</p>" : "", escaped(next)));
        request.header("Cache-Control", "no-store");
    }

    /** Where to go after logging in: a path of this server, whatever the form says. */
    static String backTo(@Nullable String next) {
        if (next == null || !next.startsWith("/") || next.startsWith("//") || next.contains("\\")) {
            return "/";
        }
        try {
            return new URI(null, null, next, null).getRawPath();
        } catch (URISyntaxException e) {
            return "/";
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
