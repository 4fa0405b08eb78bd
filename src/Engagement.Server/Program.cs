Console.WriteLine("Engagement.Server");
