package io.darkroom.cli.command;

import io.darkroom.api.workflow.Workflow;
import io.darkroom.cli.workflow.Job;
import io.darkroom.engine.run.PictureText;

/** What pictures tell of how they were made. */
enum Metadata {
    /** Nothing ({@code --disable-metadata}). */
    NONE {
        @Override
        PictureText of(Job job, Workflow ran, Workbench bench) {
            return PictureText.NONE;
        }
    },
    WHOLE {
        @Override
        PictureText of(Job job, Workflow ran, Workbench bench) {
            return (nodeId, notes) -> job.pictureText(ran);
        }
    };

    abstract PictureText of(Job job, Workflow ran, Workbench bench);
}
