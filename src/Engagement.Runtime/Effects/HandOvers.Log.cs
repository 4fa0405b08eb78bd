using Microsoft.Extensions.Logging;

namespace Engagement.Runtime.Effects;

internal sealed partial class HandOvers
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A hand-over in workspace {Workspace} was refused: {Code}. It is tried again later")]
    private static partial void LogGivenUp(ILogger logger, string workspace, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "A hand-over in workspace {Workspace} failed. It is tried again later")]
    private static partial void LogFailed(ILogger logger, Exception failure, string workspace);
}
