using Microsoft.Extensions.Logging;

namespace Engagement.Runtime.Effects;

internal sealed partial class Watchers
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Those who watch workspace {Workspace} could not all be told that its catalog changed")]
    private static partial void LogFailed(ILogger logger, Exception failure, string workspace);
}
